/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import type { LazyMiddleware } from './bridge/main.ts'
import { E_INVALID_CONFIG } from './exceptions.ts'
import type { DiscoveryOptions } from './pages/types.ts'
import type { RoomLimits } from './rooms/main.ts'
import { isBridgeMode } from './state/main.ts'
import type { BridgeMode, StateDefinition, UserTransformer } from './state/main.ts'
import { stores } from './stores/main.ts'
import type { StoreProvider } from './stores/main.ts'
import type { TabLimits } from './tabs/main.ts'
import type { AllowedHosts, AllowedOrigins, ConnectionLimits } from './transport/main.ts'

/** A time: milliseconds, or an expression such as `30 seconds` or `10m`. */
export type Duration = number | string

/** A size: bytes, or an expression such as `64kb`. */
export type Size = number | string

/** How events run through the application's HTTP kernel. */
export interface BridgeConfig {
  /**
   * How much of the kernel events run through, where a state does not say with
   * `static bridge`: a mode, or a function that decides for each state class.
   *
   * @default 'full'
   */
  mode?: BridgeMode | ((state: StateDefinition) => BridgeMode)
  /**
   * Middleware that no event runs. The middleware that serve files (static, Vite) never run.
   *
   * @example
   * ```ts
   * skip: [() => import('#middleware/page_views_middleware')]
   * ```
   */
  skip?: LazyMiddleware[]
  /**
   * Time that the signed-in user of a tab is kept between events, so that a burst of events costs
   * one query for it. A changed or deleted user is seen for that long; a login, a logout and a
   * session that is gone count at once.
   *
   * @default not kept
   */
  userCache?: Duration
}

/** How long tabs live. */
export interface TabsConfig {
  /** Time that a tab waits for its first socket after its page was sent. @default '15s' */
  adoptWithin?: Duration
  /** Time that a tab without a socket is kept. @default '10m' */
  keepFor?: Duration
  /** Time after which an unused tab's state is kept as bytes. @default '20s' */
  sleepAfter?: Duration
  /** Time that a tab's token is valid; a longer absence needs a new page. @default '24h' */
  tokenExpiresIn?: Duration
}

/** How rooms of shared states live. */
export interface RoomsConfig {
  /** Time that a room is kept without a tab that shows it. @default '1h' */
  keepFor?: Duration
  /** Time that an event waits for a room that others use. @default '5s' */
  waitFor?: Duration
  /** Time that a tab which has lost its connection counts as present. @default '5s' */
  leaveAfter?: Duration
}

/** How events with `{ background: true }` run. */
export interface BackgroundConfig {
  /**
   * Time that a tab's background events go on without a socket, before they are cancelled.
   *
   * @default '30s'
   */
  cancelAfter?: Duration
}

/** What one browser may ask of the server. Passing a limit has no effect on other tabs. */
export interface LimitsConfig {
  /** Size of a frame from the browser. @default '64kb' */
  frameSize?: Size
  /** Frames that one connection may send in a second. @default 100 */
  eventsPerSecond?: number
  /** Events of one tab that may wait. @default 200 */
  queue?: number
  /** Background events that one tab may run at once. @default 10 */
  background?: number
  /** Tabs that one browser session may have. @default 50 */
  tabsPerSession?: number
  /** Tabs of all sessions that may wait for their first socket. @default 10000 */
  unadoptedTabs?: number
  /** What may wait to be read by a slow browser. @default '4mb' */
  unsentBytes?: Size
  /** What is kept of unacknowledged frames for a reconnect, in each tab. @default '256kb' */
  unacknowledgedBytes?: Size
  /** Time until a new socket must say which tab it is. @default '10s' */
  helloTimeout?: Duration
  /** Time without a sign of life after which a socket is closed. @default '70s' */
  idleTimeout?: Duration
}

/**
 * `config/reflex.ts`. Everything has a default.
 */
export interface ReflexConfig extends DiscoveryOptions {
  /**
   * Name of the Edge template that pages are sent in.
   *
   * @default 'reflex'
   */
  view?: string
  /**
   * Whether the first paint comes from the server. A page can say so for itself, with `ssr: false`.
   *
   * @default true
   */
  ssr?: boolean
  /** How events run through the kernel. */
  bridge?: BridgeConfig
  /**
   * Origins that may open sockets besides the application's own: exact origins, any subdomain
   * (`https://*.example.com`), or a function.
   *
   * @default []
   */
  allowedOrigins?: AllowedOrigins
  /**
   * Hosts by which browsers reach the application, those of its documents included: names, with a port
   * where only that one counts, any subdomain (`*.example.com`), or a function. In development this
   * machine is always one.
   *
   * @default any host; in development this machine and any IP address
   */
  allowedHosts?: AllowedHosts
  /**
   * Address of the socket for pages that are not served from the application's own origin:
   * `wss://app.example.com/_event`.
   */
  url?: string
  /**
   * What pages may know of the signed-in user.
   *
   * @default id, and fullName, name or email where the user has them
   */
  currentUser?: UserTransformer
  /** How long tabs live. */
  tabs?: TabsConfig
  /** How rooms of shared states live. */
  rooms?: RoomsConfig
  /** How background events run. */
  background?: BackgroundConfig
  /** What one browser may ask of the server. */
  limits?: LimitsConfig
  /**
   * Name of the store that keeps the tabs, one of `stores`.
   *
   * @default 'file' in development, otherwise 'memory'
   */
  store?: string
  /**
   * Stores by name. `memory` and `file` are there without being named.
   *
   * @example
   * ```ts
   * stores: { redis: stores.redis({ connection: 'main' }) }
   * ```
   */
  stores?: Record<string, StoreProvider>
  /**
   * Time between the signal to stop, when the readiness probe begins to fail, and the drain. Until then the
   * process serves as ever. Two intervals of the balancer's probe let it send everything elsewhere first.
   *
   * @default 0
   */
  drainDelay?: Duration
  /**
   * Time that running events have to finish when the server is asked to stop.
   *
   * @default '10s'
   */
  drainTimeout?: Duration
}

/** The configuration with all defaults, times in milliseconds and sizes in bytes. */
export interface ResolvedReflexConfig {
  discovery: DiscoveryOptions
  view: string
  ssr: boolean
  bridge: {
    mode: (state: StateDefinition) => BridgeMode
    skip: LazyMiddleware[]
    userCache: number | undefined
  }
  allowedOrigins: AllowedOrigins
  allowedHosts: AllowedHosts | undefined
  url: string | undefined
  currentUser: UserTransformer
  tokenExpiresIn: number
  tabs: TabLimits
  rooms: RoomLimits
  background: { limit: number; cancelAfter: number }
  connection: ConnectionLimits
  queueLength: number
  store: string | undefined
  stores: Record<string, StoreProvider>
  drainDelay: number
  drainTimeout: number
}

/** Unacknowledged frames that a tab keeps: a browser acknowledges after 20 at the latest. */
const KEPT_FRAMES = 200

/**
 * Defines the configuration of reflex-adonis.
 *
 * @throws E_INVALID_CONFIG when a value cannot be used
 *
 * @example
 * ```ts
 * export default defineConfig({
 *   allowedOrigins: ['https://*.example.com'],
 * })
 * ```
 */
export function defineConfig(config: ReflexConfig): ResolvedReflexConfig {
  const { tabs = {}, rooms = {}, limits = {} } = config
  return {
    discovery: {
      pages: globs('pages', config.pages),
      states: globs('states', config.states),
      entry: config.entry,
      boundary: config.boundary,
    },
    view: config.view ?? 'reflex',
    ssr: flag('ssr', config.ssr),
    bridge: {
      mode: bridgeMode(config.bridge?.mode),
      skip: config.bridge?.skip ?? [],
      userCache:
        config.bridge?.userCache === undefined
          ? undefined
          : time('bridge.userCache', config.bridge.userCache, '5s'),
    },
    allowedOrigins: origins(config.allowedOrigins),
    allowedHosts: hosts(config.allowedHosts),
    url: socketUrl(config.url),
    currentUser: config.currentUser ?? identityOf,
    tokenExpiresIn: time('tabs.tokenExpiresIn', tabs.tokenExpiresIn, '24h'),
    tabs: {
      adoptWithin: time('tabs.adoptWithin', tabs.adoptWithin, '15s'),
      keepFor: time('tabs.keepFor', tabs.keepFor, '10m'),
      sleepAfter: time('tabs.sleepAfter', tabs.sleepAfter, '20s'),
      perSession: count('limits.tabsPerSession', limits.tabsPerSession, 50),
      unadopted: count('limits.unadoptedTabs', limits.unadoptedTabs, 10_000),
      outbox: {
        frames: KEPT_FRAMES,
        size: size('limits.unacknowledgedBytes', limits.unacknowledgedBytes, '256kb'),
      },
    },
    rooms: {
      keepFor: time('rooms.keepFor', rooms.keepFor, '1h'),
      waitFor: time('rooms.waitFor', rooms.waitFor, '5s'),
      leaveAfter: time('rooms.leaveAfter', rooms.leaveAfter, '5s'),
    },
    background: {
      limit: count('limits.background', limits.background, 10),
      cancelAfter: time('background.cancelAfter', config.background?.cancelAfter, '30s'),
    },
    connection: {
      frameSize: size('limits.frameSize', limits.frameSize, '64kb'),
      eventsPerSecond: count('limits.eventsPerSecond', limits.eventsPerSecond, 100),
      unsentBytes: size('limits.unsentBytes', limits.unsentBytes, '4mb'),
      helloTimeout: time('limits.helloTimeout', limits.helloTimeout, '10s'),
      idleTimeout: time('limits.idleTimeout', limits.idleTimeout, '70s'),
    },
    ...storeOf(config),
    drainDelay: config.drainDelay ? time('drainDelay', config.drainDelay, '0s') : 0,
    drainTimeout: time('drainTimeout', config.drainTimeout, '10s'),
    queueLength: count('limits.queue', limits.queue, 200),
  }
}

function storeOf(config: ReflexConfig): Pick<ResolvedReflexConfig, 'store' | 'stores'> {
  const all = { memory: stores.memory(), file: stores.file(), ...config.stores }
  const { store } = config
  if (store !== undefined && !Object.hasOwn(all, store)) {
    const known = Object.keys(all).join(', ')
    throw new E_INVALID_CONFIG(['store', `there is no store "${store}", only ${known}`])
  }
  return { store, stores: all }
}

function time(name: string, value: Duration | undefined, fallback: string): number {
  const parsed = string.milliseconds.parse(value ?? fallback) as number | undefined
  if (typeof parsed !== 'number' || !(parsed > 0)) {
    throw new E_INVALID_CONFIG([
      name,
      `"${value}" is no time. Write milliseconds or "10s", "5m", "1h"`,
    ])
  }
  return parsed
}

function size(name: string, value: Size | undefined, fallback: string): number {
  const parsed = string.bytes.parse(value ?? fallback) as number | null
  if (typeof parsed !== 'number' || !(parsed > 0)) {
    throw new E_INVALID_CONFIG([name, `"${value}" is no size. Write bytes or "64kb", "4mb"`])
  }
  return parsed
}

function count(name: string, value: number | undefined, fallback: number): number {
  const chosen = value ?? fallback
  if (chosen !== Infinity && (!Number.isInteger(chosen) || chosen < 1)) {
    throw new E_INVALID_CONFIG([name, `"${value}" is no count. Write a whole number from 1 on`])
  }
  return chosen
}

function flag(name: string, value: boolean | undefined): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new E_INVALID_CONFIG([name, `"${String(value)}" is neither true nor false`])
  }
  return value ?? true
}

function globs(name: string, value: string[] | undefined): string[] | undefined {
  if (value !== undefined && (!Array.isArray(value) || value.length === 0)) {
    throw new E_INVALID_CONFIG([name, 'write a list of globs, or leave it out'])
  }
  return value
}

function bridgeMode(mode: BridgeConfig['mode']): (state: StateDefinition) => BridgeMode {
  const checked = (value: BridgeMode): BridgeMode => {
    if (!isBridgeMode(value)) {
      throw new E_INVALID_CONFIG(['bridge.mode', `"${value}" is none of full, auth, none`])
    }
    return value
  }
  if (typeof mode === 'function') {
    return (state) => checked(state.bridge ?? mode(state))
  }
  const fallback = checked(mode ?? 'full')
  return (state) => checked(state.bridge ?? fallback)
}

function origins(allowed: AllowedOrigins | undefined): AllowedOrigins {
  if (allowed === undefined) return []
  if (typeof allowed === 'function') return allowed
  for (const origin of allowed) {
    const plain = origin.replace('://*.', '://')
    if (!URL.canParse(plain) || new URL(plain).origin !== plain.toLowerCase()) {
      throw new E_INVALID_CONFIG([
        'allowedOrigins',
        `"${origin}" is no origin. Write "https://app.example.com" or "https://*.example.com"`,
      ])
    }
  }
  return allowed
}

function hosts(allowed: AllowedHosts | undefined): AllowedHosts | undefined {
  if (allowed === undefined || typeof allowed === 'function') return allowed
  for (const host of allowed) {
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
  if (url !== undefined && !/^wss?:\/\/[^/]+/.test(url)) {
    throw new E_INVALID_CONFIG(['url', `"${url}" is no address of a socket: "wss://…/_event"`])
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
