/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LazyMiddleware } from './bridge/main.ts'
import type { DoctorConfig } from './doctor/main.ts'
import type { GuardsConfig } from './features/auth/main.ts'
import type { SendableShared, SharedFunctions } from './features/shared_data/main.ts'
import type { defineAuth } from './features/auth/flows/main.ts'
import type { LanguageConfig } from './features/language/main.ts'
import type { Duration, Size } from './option_values.ts'
import type { DiscoveryOptions } from './pages/main.ts'
import type { BridgeMode, StateDefinition, UserTransformer } from './state/main.ts'
import type { StoreProvider } from './stores/main.ts'
import type { FeatureFactory } from './tabs/main.ts'
import type { AllowedHosts, AllowedOrigins } from './transport/main.ts'

/** How events run through the application's HTTP kernel. */
export interface BridgeConfig {
  /**
   * How much of the kernel events run through, for states without `static bridge`: a mode, or a
   * function that decides for each state class.
   *
   * @default 'full'
   */
  mode?: BridgeMode | ((state: StateDefinition) => BridgeMode)
  /**
   * Middleware that events skip. Middleware that serves files (static, Vite) never runs for events.
   *
   * @example
   * ```ts
   * skip: [() => import('#middleware/page_views_middleware')]
   * ```
   */
  skip?: LazyMiddleware[]
  /**
   * Time for which the signed-in user of a tab is cached between events, so that a burst of events
   * needs one query for the user. A changed or deleted user remains visible for that long; a login,
   * a logout and the end of a session take effect immediately.
   *
   * @default not kept
   */
  userCache?: Duration
}

/** How long tabs live. */
export interface TabsConfig {
  /** Time that a tab waits for its first socket after its page has been sent. @default '15s' */
  adoptWithin?: Duration
  /** Time that a tab without a socket is kept. @default '10m' */
  keepFor?: Duration
  /** Time after which the state of an unused tab is serialized. @default '20s' */
  sleepAfter?: Duration
  /**
   * Time that the token of a tab is valid. After a longer absence, the browser loads a new page.
   * @default '24h'
   */
  tokenExpiresIn?: Duration
}

/** How rooms of shared states live. */
export interface RoomsConfig {
  /** Time that a room is kept while no tab shows it. @default '1h' */
  keepFor?: Duration
  /** Time that an event waits for a room that other events hold. @default '5s' */
  waitFor?: Duration
  /** Time that a tab without a connection still counts as a member. @default '5s' */
  leaveAfter?: Duration
}

/** How events with `{ background: true }` run. */
export interface BackgroundConfig {
  /**
   * Time that background events of a tab continue without a socket before they are cancelled.
   *
   * @default '30s'
   */
  cancelAfter?: Duration
}

/** How writes of other programs are seen. Requires the triggers of `node ace reflex:live --triggers`. */
export interface OutsideConfig {
  /** Time between two reads of what the triggers have noted, one minute at most. @default '1s' */
  every?: Duration
  /**
   * Names of the connections in `config/database.ts` whose databases have the triggers.
   *
   * @default the default connection
   */
  connections?: string[]
}

/** How one process follows the database for live vars. Further runs wait, and no change is missed. */
export interface LiveConfig {
  /** Time for which committed changes are collected before they are evaluated. @default '50ms' */
  collectFor?: Duration
  /** Runs per second of a query that several tabs share. @default 4 */
  perGroup?: number
  /** Concurrent runs. @default 4 */
  atOnce?: number
  /** Runs per second. @default 200 */
  perSecond?: number
  /** Whether pages follow writes of other programs, and how. @default false */
  outside?: boolean | OutsideConfig
}

/** How files come in that `@rx.upload()` events take. */
export interface UploadsOptions {
  /**
   * Folder for files that no event has had yet, relative to the root of the application. Processes
   * that serve the same visitors share it. Its disk should be the one that files are kept on.
   *
   * @default 'tmp/uploads'
   */
  folder?: string
  /** Size of one file, even if the rules of its event allow more. @default '100mb' */
  fileSize?: Size
  /** Files that one browser session can have on the way. @default 50 */
  files?: number
  /** Size of all files that one browser session can have on the way. @default '1gb' */
  bytes?: Size
  /** Requests of one browser session that can bring bytes at the same time. @default 4 */
  atOnce?: number
  /** Bytes that one request brings; a larger file takes several. @default '32mb' */
  chunkSize?: Size
  /** Time within which a file must have arrived, and its event must have been called. @default '1h' */
  expiresIn?: Duration
  /** Time without a byte after which a request is ended. @default '20s' */
  stallAfter?: Duration
  /** Space that uploads leave free on the disk of the folder. @default '256mb' */
  freeSpace?: Size
  /** Files of all visitors that no event has had yet. @default 10_000 */
  totalFiles?: number
  /** Size of all of them. By default half of what the disk would have free without them */
  totalBytes?: Size
  /**
   * Prefix of the keys of files that browsers send to a disk of Drive themselves, until their event has had them.
   *
   * @default 'reflex-uploads'
   */
  prefix?: string
}

/** How files leave that `rx.download()` sends over HTTP. */
export interface DownloadsOptions {
  /**
   * Folder for what streams bring until it is sent, relative to the root of the application. Processes
   * that serve the same visitors share it.
   *
   * @default 'tmp/downloads'
   */
  folder?: string
  /** Downloads of one browser session that are prepared or being sent. @default 10 */
  files?: number
  /** Time within which a browser has to fetch a file. @default '1m' */
  expiresIn?: Duration
  /** Time after which a browser that takes nothing is given up. @default '30s' */
  stallAfter?: Duration
  /** Time after which a stream that brings nothing, or a disk that does not answer, is given up. @default '2m' */
  idleAfter?: Duration
}

/** Limits for one browser. Exceeding a limit does not affect other tabs. */
export interface LimitsConfig {
  /** Size of a frame from the browser. @default '64kb' */
  frameSize?: Size
  /** Frames that one connection may send per second. @default 100 */
  eventsPerSecond?: number
  /** Events of one tab that can wait or run. @default 200 */
  queue?: number
  /** Background events that one tab can run at the same time. @default 10 */
  background?: number
  /** Tabs that one browser session can have in a process. @default 50 */
  tabsPerSession?: number
  /** Tabs of all sessions that can wait for their first socket. @default 10000 */
  unadoptedTabs?: number
  /**
   * Bytes that can wait for a slow browser to read them, in addition to the longest frame. @default
   * '4mb'
   */
  unsentBytes?: Size
  /** Bytes of unacknowledged frames, kept per tab for a reconnect. @default '256kb' */
  unacknowledgedBytes?: Size
  /** Bytes of HTML that a process keeps of pages with `cache: true`. @default '16mb' */
  pageCache?: Size
  /** Time within which a new socket must identify its tab. @default '10s' */
  helloTimeout?: Duration
  /** Time after which a silent socket is closed. @default '70s' */
  idleTimeout?: Duration
}

/** The options of `config/reflex.ts`. Each has a default. */
export interface ReflexConfig<
  Shared extends SharedFunctions = SharedFunctions,
  Stores extends Record<string, StoreProvider> = Record<string, StoreProvider>,
> extends DiscoveryOptions {
  /**
   * Name of the Edge template that pages are sent in.
   *
   * @default 'reflex'
   */
  view?: string
  /**
   * Whether the server renders pages. A single page can opt out with `ssr: false`.
   *
   * @default true
   */
  ssr?: boolean
  /** How events run through the kernel. */
  bridge?: BridgeConfig
  /**
   * Origins that may open sockets, in addition to the application's own: exact origins, all
   * subdomains (`https://*.example.com`), or a function.
   *
   * @default []
   */
  allowedOrigins?: AllowedOrigins
  /**
   * Hosts by which browsers may reach the application, including those of its documents: names,
   * with a port to allow only that port, all subdomains (`*.example.com`), or a function. In
   * development, this machine is always allowed.
   *
   * @default any host; in development this machine and any IP address
   */
  allowedHosts?: AllowedHosts
  /**
   * URL of the socket, if its origin is not the origin of the page: `wss://app.example.com/_event`.
   */
  url?: string
  /**
   * What pages may know about the signed-in user.
   *
   * @default id, and fullName, name or email where the user has them
   */
  currentUser?: UserTransformer
  /**
   * What every page can read with `useShared()`: functions of the HTTP context by name. A function runs only for
   * pages whose code reads its result, and again for `reflex.refresh()`.
   *
   * @default none
   * @example
   * ```ts
   * shared: {
   *   basket: async ({ session }) => countOf(session.get('basket')),
   * }
   * ```
   */
  shared?: Shared & SendableShared<Shared>
  /**
   * Your own features, which plug into tabs like those of this package. The contract may change in
   * any minor version before 1.0.
   *
   * @default none
   */
  features?: FeatureFactory[]
  /** The flows of accounts: what `defineAuth()` of `reflex-adonis/auth` returns. @default none */
  auth?: ReturnType<typeof defineAuth>
  /** How long tabs live. */
  tabs?: TabsConfig
  /** How rooms of shared states live. */
  rooms?: RoomsConfig
  /** How background events run. */
  background?: BackgroundConfig
  /** How live vars follow the database. */
  live?: LiveConfig
  /** Where visitors are led whom a guard refuses. */
  guards?: GuardsConfig
  /** How files come in. */
  uploads?: UploadsOptions
  /** The language of pages that use `useI18n()`. */
  language?: LanguageConfig
  /** How files leave. */
  downloads?: DownloadsOptions
  /** Limits for one browser. */
  limits?: LimitsConfig
  /**
   * Name of the store that keeps the tabs, one of `stores`.
   *
   * @default 'file' in development, otherwise 'memory'
   */
  store?: NoInfer<(keyof Stores & string) | 'memory' | 'file'>
  /**
   * Stores by name. `memory` and `file` are always available.
   *
   * @example
   * ```ts
   * stores: { redis: stores.redis({ connection: 'main' }) }
   * ```
   */
  stores?: Stores
  /**
   * Time between the signal to stop, which makes the readiness probe fail, and the drain. The
   * process keeps serving until then. With two probe intervals of the load balancer, new requests
   * go elsewhere first.
   *
   * @default 0
   */
  drainDelay?: Duration
  /**
   * Whether pages have the panel of the devtools while `node ace serve` runs the application. Nowhere else do they
   * have it.
   *
   * @default true
   */
  devtools?: boolean
  /** What `node ace reflex:doctor` has to know of the application. */
  doctor?: DoctorConfig
  /**
   * Time that running events have to finish when the server stops.
   *
   * @default '10s'
   */
  drainTimeout?: Duration
}
