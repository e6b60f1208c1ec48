/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Encryption } from '@adonisjs/core/encryption'
import type { HttpRequest, RouteGroup, Router, Server } from '@adonisjs/core/http'
import type { Logger } from '@adonisjs/core/logger'
import type { ApplicationService, EmitterService } from '@adonisjs/core/types'
import type { ServerConfig } from '@adonisjs/core/types/http'
import type { ViteDevServer } from 'vite'
import { Bridge } from './bridge/main.ts'
import type { CookieJar } from './bridge/main.ts'
import { CookieEndpoint, CookieTickets } from './cookies/main.ts'
import type { NewsBus } from './bus/main.ts'
import type { ResolvedReflexConfig } from './define_config.ts'
import { E_NOT_STARTED, E_STATE_EXPORT } from './exceptions.ts'
import { ErrorReporter } from './mount/error_reporter.ts'
import { FormPost } from './mount/form_post.ts'
import { FormRoutes } from './mount/form_routes.ts'
import { PageRouter } from './mount/page_router.ts'
import type { MountOptions } from './mount/page_router.ts'
import { Shell } from './mount/shell.ts'
import type { AssetUrls } from './mount/shell_view.ts'
import { readManifest } from './pages/manifest.ts'
import { PageRegistry } from './pages/page_registry.ts'
import { Places } from './places/main.ts'
import type { PageDefinition, StateDefinitionFile } from './pages/types.ts'
import { Handover } from './processes/main.ts'
import { Rooms } from './rooms/main.ts'
import { SessionWatch } from './sessions/session_watch.ts'
import type { StateStore } from './stores/main.ts'
import { PageRenderer } from './ssr/main.ts'
import { isStateClass, StateRegistry } from './state/main.ts'
import {
  CookieCourier,
  EventRunner,
  FormRunner,
  Navigator,
  PageAdmission,
  TabKeeper,
  TabRegistry,
  TabService,
  TabTokens,
  TaskRunner,
  Turns,
} from './tabs/main.ts'
import type { FormOptions } from './tabs/main.ts'
import { Gateway, OriginPolicy } from './transport/main.ts'

export interface ReflexDependencies {
  app: ApplicationService
  config: ResolvedReflexConfig
  server: Server
  router: Router
  encryption: Encryption
  logger: Logger
  emitter: EmitterService
  httpConfig: ServerConfig
  /** Where Vite puts its build, relative to the application root. */
  buildDirectory: string
  assets: AssetUrls
  /** What the body parser does to the fields of a form. */
  form: FormOptions
  /** Where tabs are kept. */
  store: StateStore
  /** News between the processes of the application. */
  bus: NewsBus
  /** The pages as the server loads them. */
  serverPages: ServerPages
  /** Name of the session cookie; undefined in an application without sessions. */
  sessionCookie: string | undefined
}

export interface ServerPages {
  /** Whether there is a build of the entry, or a development server that needs none. */
  has(entry: string): boolean
  load(entry: string): Promise<unknown>
}

/** How a process is. */
export interface ReflexReport {
  /** The store answers. */
  store: boolean
  /** News from other processes arrive. */
  bus: boolean
  /** Open sockets. */
  connections: number
  /** Tabs that this process has. */
  tabs: number
  /** Rooms that this process has open. */
  rooms: number
  /** Events that run or wait. */
  running: number
  /** Why the store does not answer. */
  error?: string
}

/** Build id where there is no build: development and tests. */
const DEVELOPMENT_BUILD = 'development'

/**
 * The service: knows the pages and states of the application, mounts the pages as routes, and
 * holds the tabs.
 *
 * @example
 * ```ts
 * import reflex from 'reflex-adonis/services/main'
 * import { middleware } from '#start/kernel'
 *
 * reflex.mount({ middleware })
 * ```
 */
export class Reflex {
  /** State classes by id. */
  readonly states = new StateRegistry()
  /** Mounted pages. */
  readonly pages: PageRegistry
  /** Runs events through the kernel. */
  readonly bridge: Bridge
  /** News between the processes of the application. */
  readonly bus: NewsBus
  /** The rooms of shared states. */
  readonly rooms: Rooms

  /** Id of this process among the owners of tabs and rooms. */
  #process = randomBytes(9).toString('base64url')
  #handover: Handover
  #dependencies: ReflexDependencies
  #definitions: readonly PageDefinition[] | undefined
  #stateFiles: readonly StateDefinitionFile[] = []
  #build = DEVELOPMENT_BUILD
  #router: PageRouter | undefined
  #tabs: TabService | undefined
  #keeper: TabKeeper | undefined
  #admission: PageAdmission
  #places: Places
  #reporter: ErrorReporter
  #formRoutes: FormRoutes
  #gateway: Gateway | undefined
  #watch: SessionWatch | undefined
  #tickets: CookieTickets
  #origins: OriginPolicy

  constructor(dependencies: ReflexDependencies) {
    const { app, config, server, router, encryption, httpConfig } = dependencies
    this.#dependencies = dependencies
    this.bus = dependencies.bus
    this.#handover = new Handover(this.#process, this.bus)
    this.rooms = new Rooms({
      registry: this.states,
      store: dependencies.store,
      bus: this.bus,
      handover: this.#handover,
      process: this.#process,
      limits: config.rooms,
      logger: dependencies.logger,
    })
    this.pages = new PageRegistry(router)
    this.bridge = new Bridge({
      app,
      server,
      router,
      encryption,
      config: httpConfig,
      skip: config.bridge.skip,
      userCache: config.bridge.userCache,
    })
    this.#tickets = new CookieTickets(encryption)
    this.#origins = new OriginPolicy(config.allowedOrigins, {
      host: (message) => this.#requestOf(message).host(),
      protocol: (message) => this.#requestOf(message).protocol(),
    })
    this.#reporter = new ErrorReporter(app, server, dependencies.logger)
    this.#formRoutes = new FormRoutes(router)
    this.#places = new Places(encryption, dependencies.logger)
    this.#admission = new PageAdmission({
      rooms: this.rooms,
      registry: this.states,
      currentUser: config.currentUser,
      places: this.#places,
    })
  }

  /** Definitions of all pages, mounted or not. */
  get definitions(): readonly PageDefinition[] {
    return this.#definitions ?? []
  }

  /** Build of the browser's files; `development` where there is none. */
  get build(): string {
    return this.#build
  }

  /** The tabs of this process. */
  get tabs(): TabService {
    return (this.#tabs ??= this.#createTabs())
  }

  /** Whether the store answers and news would arrive, and how much there is to do. */
  async report(): Promise<ReflexReport> {
    const { store } = this.#dependencies
    const error = await store.check().then(
      () => undefined,
      ({ cause, message }: Error) => (cause as Error | undefined)?.message ?? message
    )
    const tabs = this.tabs.registry
    const report: ReflexReport = {
      store: error === undefined,
      bus: this.bus.ready,
      connections: this.connections,
      tabs: tabs.size,
      rooms: this.rooms.size,
      running: tabs.running,
    }
    if (error !== undefined) report.error = error
    return report
  }

  /** How many sockets are open. */
  get connections(): number {
    return this.#gateway?.size ?? 0
  }

  /**
   * Finds pages and states: in the source in development and tests, in the manifest of the build
   * in production.
   *
   * @throws E_MANIFEST_MISSING in production without a build; in development all that a page or
   *   state file may have wrong, with file and line
   */
  async discover(): Promise<void> {
    const { app, config, buildDirectory } = this.#dependencies
    // A build folder has no sources, whatever the environment is called
    if (app.inProduction || existsSync(app.makePath('adonisrc.js'))) {
      const manifest = await readManifest(app.makePath(buildDirectory))
      this.#definitions = manifest.pages
      this.#stateFiles = manifest.states
      this.#build = manifest.build
      return
    }
    const { PageScanner } = await import('./pages/discovery.ts')
    const scanner = new PageScanner({ appRoot: app.appRoot, ...config.discovery })
    const { pages, states } = await scanner.scan()
    this.#definitions = pages
    this.#stateFiles = states
  }

  /**
   * Imports the state classes.
   *
   * @throws E_STATE_EXPORT, E_STATE_ID_TAKEN, E_EVENT_NAME, E_PLACE_VALIDATOR
   */
  async loadStates(): Promise<void> {
    const { app } = this.#dependencies
    await Promise.all(
      this.#stateFiles.map(async ({ file, export: name }) => {
        const path = existsSync(file) ? app.relativePath(file) : file.replace(/\.ts$/, '.js')
        const module = (await app.import(`./${path}`)) as Record<string, unknown>
        const candidate = module[name]
        if (!isStateClass(candidate)) throw new E_STATE_EXPORT([path, name])
        this.states.add(candidate)
      })
    )
  }

  /**
   * Makes pages ordinary named routes.
   *
   * @returns the group of their routes, for `.use()`, `.domain()` and the like
   * @throws E_UNKNOWN_MIDDLEWARE when a page names a middleware that is not in the collection
   */
  mount(options: MountOptions = {}): RouteGroup {
    if (!this.#definitions) throw new E_NOT_STARTED()
    return this.#pageRouter().mount(this.#definitions, options)
  }

  /**
   * Checks the mounted pages against the state classes.
   *
   * @throws E_UNKNOWN_LOAD_EVENT, E_QUERY_NAME_TAKEN, E_COOKIE_WITHOUT_REQUEST
   */
  verify(): void {
    this.#pageRouter().verify()
    const { mode } = this.#dependencies.config.bridge
    for (const { definition, places } of this.pages.all()) places.verify(definition.id, mode)
  }

  /**
   * Takes up state classes as they are saved, where `node ace serve --hmr` runs the application.
   *
   * @param vite - finds Vite's development server
   */
  async develop(vite: () => ViteDevServer | undefined): Promise<void> {
    const { LiveStates, LiveTabs } = await import('./development/main.ts')
    await LiveStates.watch({
      files: this.#stateFiles,
      states: this.states,
      tabs: new LiveTabs(this.tabs.registry, this.#keeper!, this.rooms),
      verify: () => this.verify(),
      logger: this.#dependencies.logger,
      vite,
    })
  }

  /**
   * Claims what browsers ask for besides pages, before the application's middleware, and hears of
   * sessions that move.
   */
  claim(): void {
    const { server, emitter, bus } = this.#dependencies
    const endpoint = this.#createEndpoint()
    const handle = server.handle.bind(server)
    server.handle = (request, reply) =>
      endpoint.claims(request.url) ? endpoint.respond(request, reply) : handle(request, reply)
    this.#watch = new SessionWatch({
      emitter,
      tabs: this.tabs,
      tickets: this.#tickets,
      bus,
      states: this.states,
    })
  }

  /** Opens sockets on the application's HTTP server. */
  listen(server: NonNullable<ReturnType<Server['getNodeServer']>>): void {
    this.#gateway ??= this.#createGateway()
    this.#gateway.attach(server)
  }

  /** Listens to the other processes: they ask for tabs and rooms, change rooms, and sessions move there too. */
  async open(): Promise<void> {
    if (this.tabs && this.#dependencies.store.shared) await this.#handover.listen()
    await this.rooms.listen()
    await this.#watch?.listen()
  }

  /**
   * Hands the browsers over to other processes: takes no more sockets, finishes the events that
   * run, stores their tabs, and closes all sockets. It takes `drainTimeout` and the time of a
   * closing handshake at most.
   */
  async drain(): Promise<void> {
    const { config } = this.#dependencies
    this.#watch?.close()
    this.#gateway?.refuse()
    await this.#keeper?.drain(config.drainTimeout)
    await this.rooms.drain()
    await this.#gateway?.close()
  }

  /** Forgets all tabs and closes the store. */
  async close(): Promise<void> {
    const { store } = this.#dependencies
    await this.drain()
    this.#tabs?.registry.close()
    this.rooms.close()
    await this.bus.close()
    await store.close()
  }

  #pageRouter(): PageRouter {
    if (this.#router) return this.#router
    const { config, router, assets, app } = this.#dependencies
    const development = !app.inProduction
    const shared = { tabs: this.tabs, admission: this.#admission, reporter: this.#reporter }
    const shell = new Shell({
      ...shared,
      assets,
      renderer: this.#createRenderer(),
      view: config.view,
      build: this.#build,
      socketUrl: config.url,
      development,
    })
    const runner = new FormRunner({
      registry: this.states,
      rooms: this.rooms,
      places: this.#places,
    })
    this.#router = new PageRouter({
      router,
      pages: this.pages,
      states: this.states,
      shell,
      forms: new FormPost({ ...shared, runner, shell, development }),
      formRoutes: this.#formRoutes,
    })
    return this.#router
  }

  #createRenderer(): PageRenderer | undefined {
    const { app, config, serverPages, logger } = this.#dependencies
    const entry = config.discovery.entry ?? 'resources/app.tsx'
    if (!config.ssr || !serverPages.has(entry)) return undefined
    return new PageRenderer({
      appRoot: app.makePath(),
      load: () => serverPages.load(entry),
      logger,
    })
  }

  #createTabs(): TabService {
    const { app, config, encryption, logger, store } = this.#dependencies
    const development = !app.inProduction
    const registry = new TabRegistry(this.states, config.tabs, {
      freeze: development,
      stored: store.lasting,
      left: (tab) => this.rooms.release(tab),
      dropped: (tab) => {
        this.rooms.membership.ended(tab)
        keeper.forget(tab)
      },
      swept: (now) => {
        void keeper.refresh(now, config.tabs.sleepAfter)
        void this.rooms.refresh(now)
      },
    })
    const { adoptWithin, keepFor } = config.tabs
    const keeper = new TabKeeper({
      store,
      process: this.#process,
      handover: this.#handover,
      rooms: this.rooms,
      states: this.states,
      registry,
      pages: this.pages,
      logger,
      adoptWithin,
      keepFor,
    })
    this.#keeper = keeper
    const cookies = new CookieCourier(this.#tickets, (jar) => this.#sessionOf(jar))
    const navigator = new Navigator({
      bridge: this.bridge,
      pages: this.pages,
      admission: this.#admission,
      cookies,
      development,
    })
    const turns = new Turns(keeper)
    const tasks = new TaskRunner({
      rooms: this.rooms,
      registry: this.states,
      turns,
      report: (error, ctx) => this.#reporter.report(error, ctx),
      ...config.background,
      development,
    })
    const runner = new EventRunner({
      bridge: this.bridge,
      rooms: this.rooms,
      registry: this.states,
      logger,
      mode: config.bridge.mode,
      currentUser: config.currentUser,
      form: this.#dependencies.form,
      development,
      cookies,
      navigator,
      places: this.#places,
      tasks,
      loggedOut: (tab, waits) => this.tabs.loggedOut(tab, waits),
    })
    return new TabService({
      registry,
      keeper,
      tokens: new TabTokens(encryption, config.tokenExpiresIn),
      runner,
      navigator,
      tasks,
      turns,
      pages: this.pages,
      cookies,
      rooms: this.rooms,
      logger,
      build: this.#build,
      queueLength: config.queueLength,
    })
  }

  #createGateway(): Gateway {
    const { config, encryption, logger } = this.#dependencies
    return new Gateway({
      tabs: this.tabs,
      logger,
      encryption,
      origins: this.#origins,
      limits: config.connection,
      sessionOf: (jar) => this.#sessionOf(jar),
      hostOf: (message) => this.#requestOf(message).host(),
    })
  }

  #createEndpoint(): CookieEndpoint {
    const { server, encryption, logger } = this.#dependencies
    return new CookieEndpoint({
      server,
      logger,
      encryption,
      tickets: this.#tickets,
      allowsOrigin: (message) => this.#origins.allows(message),
      sessionOf: (jar) => this.#sessionOf(jar),
      hostOf: (message) => this.#requestOf(message).host(),
      redeemed: (ticket) => this.#watch!.redeemed(ticket),
    })
  }

  /** The server's own request knows which proxies to trust. */
  #requestOf(message: IncomingMessage): HttpRequest {
    return this.#dependencies.server.createRequest(message, {} as ServerResponse)
  }

  #sessionOf(jar: CookieJar): string {
    const { sessionCookie } = this.#dependencies
    const id = sessionCookie && jar.read(sessionCookie, 'signed')
    return typeof id === 'string' ? id : ''
  }
}
