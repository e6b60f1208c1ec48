/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LazyMiddleware } from './bridge/main.ts'
import { E_INVALID_CONFIG } from './exceptions.ts'
import type {
  BridgeConfig,
  LiveConfig,
  ReflexConfig,
  UploadsOptions,
  DownloadsOptions,
} from './configuration.ts'
import { resolveDoctor } from './doctor/main.ts'
import type { ResolvedDoctor } from './doctor/main.ts'
import { checkOptions } from './known_options.ts'
import { checkGroup } from './option_names.ts'
import { count, keyPrefix, size, text, texts, time } from './option_values.ts'
import type { DiscoveryOptions } from './pages/main.ts'
import { SOCKET_PATH } from './protocol/main.ts'
import type { RoomLimits } from './rooms/main.ts'
import type { ResolvedAuthConfig } from './features/auth/flows/main.ts'
import type { LiveLimits, OutsideWriters } from './features/models/main.ts'
import { resolveGuards } from './features/auth/main.ts'
import type { ResolvedGuards } from './features/auth/main.ts'
import { isTimeZone, rememberLocale } from './features/language/main.ts'
import type { LanguageConfig, ResolvedLanguage } from './features/language/main.ts'
import { resolveShared } from './features/shared_data/main.ts'
import type { SharedFunctions } from './features/shared_data/main.ts'
import type { DownloadLimits } from './features/downloads/main.ts'
import type { UploadLimits } from './features/uploads/main.ts'
import { isBridgeMode } from './state/main.ts'
import type { BridgeMode, StateDefinition, UserTransformer } from './state/main.ts'
import { stores } from './stores/main.ts'
import type { StoreProvider } from './stores/main.ts'
import type { FeatureFactory, TabLimits } from './tabs/main.ts'
import { LARGEST_FRAME } from './transport/main.ts'
import type { AllowedHosts, AllowedOrigins, ConnectionLimits } from './transport/main.ts'

export type {
  BridgeConfig,
  TabsConfig,
  RoomsConfig,
  BackgroundConfig,
  LiveConfig,
  OutsideConfig,
  DownloadsOptions,
  UploadsOptions,
  LimitsConfig,
  ReflexConfig,
} from './configuration.ts'
export type { LanguageConfig } from './features/language/main.ts'
export type { GuardsConfig } from './features/auth/main.ts'
export type { Duration, Size } from './option_values.ts'

/** The configuration with all defaults, times in milliseconds and sizes in bytes. */
export interface ResolvedReflexConfig<Shared extends SharedFunctions = SharedFunctions> {
  discovery: DiscoveryOptions
  view: string
  ssr: boolean
  pageCache: number
  bridge: {
    mode: (state: StateDefinition) => BridgeMode
    skip: LazyMiddleware[]
    userCache: number | undefined
  }
  allowedOrigins: AllowedOrigins
  allowedHosts: AllowedHosts | undefined
  url: string | undefined
  currentUser: UserTransformer
  shared: Shared
  features: readonly FeatureFactory[]
  auth: ResolvedAuthConfig | undefined
  tokenExpiresIn: number
  tabs: TabLimits
  rooms: RoomLimits
  background: { limit: number; cancelAfter: number }
  guards: ResolvedGuards
  uploads: { folder: string; prefix: string; limits: UploadLimits }
  language: ResolvedLanguage
  downloads: { folder: string; limits: Omit<DownloadLimits, 'freeSpace'> }
  live: { limits: Omit<LiveLimits, 'newsAfter'>; outside: OutsideWriters | undefined }
  connection: ConnectionLimits
  queueLength: number
  store: string | undefined
  stores: Record<string, StoreProvider>
  drainDelay: number
  drainTimeout: number
  devtools: boolean
  doctor: ResolvedDoctor
}

/** Nobody waits for it with a timer: it is stored, or compared with a clock. */
const LONG = { long: true }

/** No time at all is an answer, too. */
const OR_ZERO = { zero: true }

/** Milliseconds between two looks at what triggers have noted, at most: rows of the table are kept for a while only. */
const LONGEST_LOOK = 60_000

/** Unacknowledged frames that a tab keeps: a browser acknowledges after 20 at the latest. */
const KEPT_FRAMES = 200

/**
 * Defines the configuration of reflex-adonis.
 *
 * @throws E_INVALID_CONFIG when a value is invalid, or an option does not exist
 *
 * @example
 * ```ts
 * export default defineConfig({
 *   allowedOrigins: ['https://*.example.com'],
 * })
 * ```
 */
export function defineConfig<
  const Shared extends SharedFunctions = {},
  const Stores extends Record<string, StoreProvider> = {},
>(config: ReflexConfig<Shared, Stores>): ResolvedReflexConfig<Shared> {
  checkOptions(config)
  const { tabs = {}, rooms = {}, limits = {}, live = {} } = config
  const chosen = storeOf(config)
  return {
    discovery: {
      pages: globs('pages', config.pages),
      states: globs('states', config.states),
      entry: text('entry', config.entry),
      boundary: boundaryOf(config.boundary),
    },
    view: text('view', config.view) ?? 'reflex',
    ssr: flag('ssr', config.ssr),
    pageCache: size('limits.pageCache', limits.pageCache, '16mb'),
    bridge: {
      mode: bridgeMode(config.bridge?.mode),
      skip: skipped(config.bridge?.skip),
      userCache:
        time('bridge.userCache', config.bridge?.userCache, 0, { zero: true, long: true }) ||
        undefined,
    },
    allowedOrigins: origins(config.allowedOrigins),
    allowedHosts: hosts(config.allowedHosts),
    url: socketUrl(config.url),
    currentUser: transformer(config.currentUser),
    shared: resolveShared<Shared>(config.shared),
    features: featureFactories(config.features),
    auth: authOf(config.auth),
    tokenExpiresIn: time('tabs.tokenExpiresIn', tabs.tokenExpiresIn, '24h', LONG),
    tabs: {
      adoptWithin: time('tabs.adoptWithin', tabs.adoptWithin, '15s', LONG),
      keepFor: time('tabs.keepFor', tabs.keepFor, '10m', LONG),
      sleepAfter: time('tabs.sleepAfter', tabs.sleepAfter, '20s', LONG),
      perSession: count('limits.tabsPerSession', limits.tabsPerSession, 50),
      unadopted: count('limits.unadoptedTabs', limits.unadoptedTabs, 10_000),
      outbox: {
        frames: KEPT_FRAMES,
        size: size('limits.unacknowledgedBytes', limits.unacknowledgedBytes, '256kb'),
      },
    },
    rooms: {
      keepFor: time('rooms.keepFor', rooms.keepFor, '1h', LONG),
      waitFor: time('rooms.waitFor', rooms.waitFor, '5s'),
      leaveAfter: time('rooms.leaveAfter', rooms.leaveAfter, '5s', OR_ZERO),
    },
    background: {
      limit: count('limits.background', limits.background, 10),
      cancelAfter: time('background.cancelAfter', config.background?.cancelAfter, '30s', OR_ZERO),
    },
    guards: resolveGuards(config.guards),
    uploads: uploadsOf(config.uploads),
    language: languageOf(config.language),
    downloads: downloadsOf(config.downloads),
    live: {
      limits: {
        collect: time('live.collectFor', live.collectFor, '50ms'),
        perGroup: count('live.perGroup', live.perGroup, 4),
        atOnce: count('live.atOnce', live.atOnce, 4),
        perSecond: count('live.perSecond', live.perSecond, 200),
      },
      outside: outsideOf(live.outside),
    },
    connection: {
      frameSize: size('limits.frameSize', limits.frameSize, '64kb', LARGEST_FRAME),
      eventsPerSecond: count('limits.eventsPerSecond', limits.eventsPerSecond, 100),
      unsentBytes: size('limits.unsentBytes', limits.unsentBytes, '4mb'),
      helloTimeout: time('limits.helloTimeout', limits.helloTimeout, '10s'),
      idleTimeout: time('limits.idleTimeout', limits.idleTimeout, '70s', LONG),
    },
    ...chosen,
    devtools: flag('devtools', config.devtools),
    doctor: resolveDoctor(config.doctor, chosen.stores[chosen.store ?? '']?.news !== undefined),
    drainDelay: time('drainDelay', config.drainDelay, 0, OR_ZERO),
    drainTimeout: time('drainTimeout', config.drainTimeout, '10s', OR_ZERO),
    queueLength: count('limits.queue', limits.queue, 200),
  }
}

function outsideOf(outside: LiveConfig['outside'] = false): OutsideWriters | undefined {
  if (outside === false) return undefined
  const { every, connections } = outside === true ? {} : outside
  const milliseconds = time('live.outside.every', every, '1s')
  if (milliseconds > LONGEST_LOOK) {
    const problem = `"${String(every)}" is too long. Write a minute or less`
    throw new E_INVALID_CONFIG(['live.outside.every', problem])
  }
  if (texts('live.outside.connections', connections, 'connections')?.length === 0) {
    const problem = 'write a list of connections, or leave it out'
    throw new E_INVALID_CONFIG(['live.outside.connections', problem])
  }
  return { every: milliseconds, connections }
}

function uploadsOf(uploads: UploadsOptions = {}): ResolvedReflexConfig['uploads'] {
  return {
    folder: text('uploads.folder', uploads.folder) ?? 'tmp/uploads',
    prefix: keyPrefix('uploads.prefix', uploads.prefix) ?? 'reflex-uploads',
    limits: {
      fileSize: size('uploads.fileSize', uploads.fileSize, '100mb'),
      files: count('uploads.files', uploads.files, 50),
      bytes: size('uploads.bytes', uploads.bytes, '1gb'),
      atOnce: count('uploads.atOnce', uploads.atOnce, 4),
      chunkSize: size('uploads.chunkSize', uploads.chunkSize, '32mb'),
      expiresIn: time('uploads.expiresIn', uploads.expiresIn, '1h'),
      stallAfter: time('uploads.stallAfter', uploads.stallAfter, '20s'),
      freeSpace: size('uploads.freeSpace', uploads.freeSpace, '256mb'),
      totalFiles: count('uploads.totalFiles', uploads.totalFiles, 10_000),
      totalBytes:
        uploads.totalBytes === undefined
          ? undefined
          : size('uploads.totalBytes', uploads.totalBytes, uploads.totalBytes),
    },
  }
}

function languageOf({ timeZone, remember }: LanguageConfig = {}): ResolvedLanguage {
  const zone = text('language.timeZone', timeZone) ?? 'visitor'
  if (zone !== 'visitor' && !isTimeZone(zone)) {
    const problem = `"${zone}" is not a time zone. Write a name such as "Europe/Berlin", or "visitor"`
    throw new E_INVALID_CONFIG(['language.timeZone', problem])
  }
  if (remember !== undefined && typeof remember !== 'function') {
    throw new E_INVALID_CONFIG(['language.remember', 'write a function (locale, ctx) => …'])
  }
  return { timeZone: zone, remember: remember ?? rememberLocale }
}

function downloadsOf(downloads: DownloadsOptions = {}): ResolvedReflexConfig['downloads'] {
  return {
    folder: text('downloads.folder', downloads.folder) ?? 'tmp/downloads',
    limits: {
      files: count('downloads.files', downloads.files, 10),
      expiresIn: time('downloads.expiresIn', downloads.expiresIn, '1m'),
      stallAfter: time('downloads.stallAfter', downloads.stallAfter, '30s'),
      idleAfter: time('downloads.idleAfter', downloads.idleAfter, '2m'),
    },
  }
}

function storeOf(config: ReflexConfig): Pick<ResolvedReflexConfig, 'store' | 'stores'> {
  checkGroup('stores', config.stores)
  for (const [name, store] of Object.entries(config.stores ?? {})) {
    if ((store as StoreProvider | undefined)?.type === 'provider') continue
    throw new E_INVALID_CONFIG([
      `stores.${name}`,
      'write stores.redis(), stores.file() or defineStore()',
    ])
  }
  const all = { memory: stores.memory(), file: stores.file(), ...config.stores }
  const { store } = config
  if (store !== undefined && !Object.hasOwn(all, store)) {
    const known = Object.keys(all).join(', ')
    throw new E_INVALID_CONFIG(['store', `there is no store "${store}", only ${known}`])
  }
  return { store, stores: all }
}

function flag(name: string, value: boolean | undefined): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new E_INVALID_CONFIG([name, `"${String(value)}" is neither true nor false`])
  }
  return value ?? true
}

function globs(name: string, value: string[] | undefined): string[] | undefined {
  if (texts(name, value, 'globs')?.length === 0) {
    throw new E_INVALID_CONFIG([name, 'write a list of globs, or leave it out'])
  }
  return value
}

function boundaryOf(boundary: ReflexConfig['boundary']): ReflexConfig['boundary'] {
  const { serverPackages, browserPackages, serverFolders, sharedFolders } = boundary ?? {}
  texts('boundary.serverPackages', serverPackages, 'packages')
  texts('boundary.browserPackages', browserPackages, 'packages')
  texts('boundary.serverFolders', serverFolders, 'folders')
  texts('boundary.sharedFolders', sharedFolders, 'folders')
  return boundary
}

function skipped(skip: LazyMiddleware[] | undefined): LazyMiddleware[] {
  const isList = Array.isArray(skip) && skip.every((each) => typeof each === 'function')
  if (skip !== undefined && !isList) {
    throw new E_INVALID_CONFIG(['bridge.skip', "write a list of () => import('…')"])
  }
  return skip ?? []
}

function featureFactories(features: FeatureFactory[] | undefined): readonly FeatureFactory[] {
  const isList = Array.isArray(features) && features.every((each) => typeof each === 'function')
  if (features !== undefined && !isList) {
    throw new E_INVALID_CONFIG(['features', 'write a list of functions that make a feature'])
  }
  if (new Set(features).size < (features?.length ?? 0)) {
    throw new E_INVALID_CONFIG(['features', 'one of them stands there twice'])
  }
  return features ?? []
}

function authOf(auth: ResolvedAuthConfig | undefined): ResolvedAuthConfig | undefined {
  if (auth !== undefined && !(auth?.features instanceof Set)) {
    throw new E_INVALID_CONFIG(['auth', 'write defineAuth({ … }) of reflex-adonis/auth'])
  }
  return auth
}

function transformer(transform: UserTransformer | undefined): UserTransformer {
  if (transform !== undefined && typeof transform !== 'function') {
    throw new E_INVALID_CONFIG(['currentUser', 'write a function of the user, or leave it out'])
  }
  return transform ?? identityOf
}

function bridgeMode(mode: BridgeConfig['mode']): (state: StateDefinition) => BridgeMode {
  const checked = (value: BridgeMode): BridgeMode => {
    if (!isBridgeMode(value)) {
      throw new E_INVALID_CONFIG(['bridge.mode', `"${value}" is not one of full, auth, none`])
    }
    return value
  }
  if (typeof mode === 'function') {
    return (state) => checked(state.bridge ?? mode(state))
  }
  const fallback = checked(mode === undefined ? 'full' : mode)
  return (state) => checked(state.bridge ?? fallback)
}

function origins(allowed: AllowedOrigins | undefined): AllowedOrigins {
  if (allowed === undefined) return []
  if (typeof allowed === 'function') return allowed
  for (const origin of texts('allowedOrigins', allowed, 'origins')) {
    const plain = origin.replace('://*.', '://')
    if (!URL.canParse(plain) || new URL(plain).origin !== plain.toLowerCase()) {
      throw new E_INVALID_CONFIG([
        'allowedOrigins',
        `"${origin}" is not an origin. Write "https://app.example.com" or "https://*.example.com"`,
      ])
    }
  }
  return allowed
}

function hosts(allowed: AllowedHosts | undefined): AllowedHosts | undefined {
  if (allowed === undefined || typeof allowed === 'function') return allowed
  for (const host of texts('allowedHosts', allowed, 'hosts')) {
    const address = `http://${host.replace(/^\*\./, '')}`
    if (!/^[^/?#@\\\s*]+$/.test(address.slice(7)) || !URL.canParse(address)) {
      throw new E_INVALID_CONFIG([
        'allowedHosts',
        `"${host}" is not a host. Write "app.example.com", "app.example.com:8443" or "*.example.com"`,
      ])
    }
  }
  return allowed
}

function socketUrl(url: string | undefined): string | undefined {
  if (url !== undefined && !(/^wss?:\/\/[^/]+/.test(text('url', url)) && URL.canParse(url))) {
    throw new E_INVALID_CONFIG(['url', `"${url}" is not the address of a socket: "wss://…/_event"`])
  }
  const { pathname } = new URL(url ?? 'ws://localhost')
  if (pathname !== '/' && pathname !== SOCKET_PATH) {
    throw new E_INVALID_CONFIG([
      'url',
      `sockets are at "${SOCKET_PATH}" of a host, and cannot be at "${pathname}". Give them a host of their own: "wss://live.example.com${SOCKET_PATH}"`,
    ])
  }
  return url
}

/** What may be shown of any user: never a whole row, which has a password hash. */
const identityOf: UserTransformer = (user) => {
  const { id, fullName, name, email } = user as Record<string, string | number | undefined>
  const identity: Record<string, string | number | undefined> = { id: id ?? '' }
  if (typeof fullName === 'string') identity.fullName = fullName
  if (typeof name === 'string') identity.name = name
  if (typeof email === 'string') identity.email = email
  return identity as { id: string | number }
}
