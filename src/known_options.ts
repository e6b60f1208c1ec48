/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {
  BackgroundConfig,
  BridgeConfig,
  LimitsConfig,
  LiveConfig,
  OutsideConfig,
  ReflexConfig,
  RoomsConfig,
  TabsConfig,
  DownloadsOptions,
  UploadsOptions,
} from './configuration.ts'
import type { DoctorConfig } from './doctor/main.ts'
import { E_PLUGIN_OPTION } from './exceptions.ts'
import type { LanguageConfig } from './features/language/main.ts'
import type { GuardsConfig } from './features/auth/main.ts'
import { checkGroup, checkNames } from './option_names.ts'
import type { OptionNames } from './option_names.ts'
import type { BrowserBoundaryOptions, DiscoveryOptions } from './pages/main.ts'

/** The configuration, and its options that have options of their own. */
interface Groups {
  '': ReflexConfig
  'tabs': TabsConfig
  'rooms': RoomsConfig
  'background': BackgroundConfig
  'live': LiveConfig
  'live.outside': OutsideConfig
  'guards': GuardsConfig
  'uploads': UploadsOptions
  'language': LanguageConfig
  'downloads': DownloadsOptions
  'limits': LimitsConfig
  'bridge': BridgeConfig
  'boundary': BrowserBoundaryOptions
  'doctor': DoctorConfig
}

/** All options by what they belong to: the compiler sees to it that none is missing. */
const NAMES: { [Group in keyof Groups]: OptionNames<Groups[Group]> } = {
  '': {
    pages: true,
    states: true,
    entry: true,
    boundary: true,
    view: true,
    ssr: true,
    bridge: true,
    allowedOrigins: true,
    allowedHosts: true,
    url: true,
    currentUser: true,
    shared: true,
    features: true,
    auth: true,
    tabs: true,
    rooms: true,
    background: true,
    live: true,
    guards: true,
    uploads: true,
    language: true,
    downloads: true,
    limits: true,
    store: true,
    stores: true,
    drainDelay: true,
    drainTimeout: true,
    devtools: true,
    doctor: true,
  },
  'tabs': { adoptWithin: true, keepFor: true, sleepAfter: true, tokenExpiresIn: true },
  'rooms': { keepFor: true, waitFor: true, leaveAfter: true },
  'background': { cancelAfter: true },
  'live': { collectFor: true, perGroup: true, atOnce: true, perSecond: true, outside: true },
  'live.outside': { every: true, connections: true },
  'guards': { login: true, home: true, confirm: true, verify: true, verifiedAt: true },
  'uploads': {
    folder: true,
    fileSize: true,
    files: true,
    bytes: true,
    atOnce: true,
    chunkSize: true,
    expiresIn: true,
    stallAfter: true,
    freeSpace: true,
    totalFiles: true,
    totalBytes: true,
    prefix: true,
  },
  'language': { timeZone: true, remember: true },
  'downloads': {
    folder: true,
    files: true,
    expiresIn: true,
    stallAfter: true,
    idleAfter: true,
  },
  'limits': {
    frameSize: true,
    eventsPerSecond: true,
    queue: true,
    background: true,
    tabsPerSession: true,
    unadoptedTabs: true,
    unsentBytes: true,
    unacknowledgedBytes: true,
    pageCache: true,
    helloTimeout: true,
    idleTimeout: true,
  },
  'bridge': { mode: true, skip: true, userCache: true },
  'boundary': {
    serverPackages: true,
    browserPackages: true,
    serverFolders: true,
    sharedFolders: true,
  },
  'doctor': { ignore: true, checks: true, processes: true, pageSize: true, largeTable: true },
}

const PLUGIN: OptionNames<DiscoveryOptions> = {
  pages: true,
  states: true,
  entry: true,
  boundary: true,
}

/**
 * Refuses options that are not there, at every depth.
 *
 * @throws E_INVALID_CONFIG
 */
export function checkOptions(config: ReflexConfig): void {
  checkGroup('defineConfig()', config)
  checkNames('', config, NAMES[''])
  checkNames('tabs', config.tabs, NAMES.tabs)
  checkNames('rooms', config.rooms, NAMES.rooms)
  checkNames('background', config.background, NAMES.background)
  checkNames('live', config.live, NAMES.live)
  const outside = config.live?.outside
  if (typeof outside !== 'boolean') {
    checkNames('live.outside', outside, NAMES['live.outside'])
  }
  checkNames('guards', config.guards, NAMES.guards)
  checkNames('uploads', config.uploads, NAMES.uploads)
  checkNames('language', config.language, NAMES.language)
  checkNames('downloads', config.downloads, NAMES.downloads)
  checkNames('limits', config.limits, NAMES.limits)
  checkNames('bridge', config.bridge, NAMES.bridge)
  checkNames('boundary', config.boundary, NAMES.boundary)
  checkNames('doctor', config.doctor, NAMES.doctor)
}

/**
 * Refuses options of the Vite plugin that are not there.
 *
 * @throws E_PLUGIN_OPTION
 */
export function checkPluginOptions(options: DiscoveryOptions): void {
  checkNames('', options, PLUGIN, E_PLUGIN_OPTION)
  checkNames('boundary', options.boundary, NAMES.boundary, E_PLUGIN_OPTION)
}
