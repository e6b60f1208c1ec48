/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LazyMiddleware } from './bridge/main.ts'
import type { Duration, Size } from './option_values.ts'
import type { DiscoveryOptions } from './pages/main.ts'
import type { BridgeMode, StateDefinition, UserTransformer } from './state/main.ts'
import type { StoreProvider } from './stores/main.ts'
import type { FeatureFactory } from './tabs/main.ts'
import type { AllowedHosts, AllowedOrigins } from './transport/main.ts'

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

/** How often live vars are read again, in one process. What goes beyond waits, and nothing is missed. */
export interface LiveConfig {
  /** Time for which committed changes are collected before they are looked at. @default '50ms' */
  collectFor?: Duration
  /** Runs in a second of one query that several tabs share. @default 4 */
  perGroup?: number
  /** Runs at the same time. @default 4 */
  atOnce?: number
  /** Runs in a second. @default 200 */
  perSecond?: number
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
  /** What may wait to be read by a slow browser, besides the longest frame. @default '4mb' */
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
  /**
   * Parts of your own that plug into tabs, as those of this package do. The contract may change in
   * any minor version before 1.0.
   *
   * @default none
   */
  features?: FeatureFactory[]
  /** How long tabs live. */
  tabs?: TabsConfig
  /** How rooms of shared states live. */
  rooms?: RoomsConfig
  /** How background events run. */
  background?: BackgroundConfig
  /** How often live vars are read again. */
  live?: LiveConfig
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
