/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { Encryption } from '@adonisjs/core/encryption'
import { RuntimeException } from '@adonisjs/core/exceptions'
import { Logger } from '@adonisjs/core/logger'
import type { ApplicationService } from '@adonisjs/core/types'
import type {} from '@adonisjs/vite/vite_provider'
import type { ServerConfig } from '@adonisjs/core/types/http'
import type { ResolvedReflexConfig } from '../src/define_config.ts'
import {
  copyMemorySessions,
  findBinding,
  guardMultipart,
  noteCarriedSessions,
  onNodeServer,
  sessionCookieOf,
} from '../src/adonis/main.ts'
import { NewsBus, NewsSeal } from '../src/bus/main.ts'
import { driveStorage, folderStorage } from '../src/features/uploads/main.ts'
import { JobNews } from '../src/features/models/main.ts'
import { edgePluginReflex } from '../src/mount/main.ts'
import { SERVER_BUILD } from '../src/pages/main.ts'
import { BuiltPages } from '../src/ssr/main.ts'
import { tellAnswering } from '../src/hot_hook/main.ts'
import { stores, TracedStore } from '../src/stores/main.ts'
import type { OpenNews, StoreProvider } from '../src/stores/main.ts'
import { endAfter } from '../src/processes/main.ts'
import { Reflex } from '../src/reflex.ts'
import type { ReflexEvents } from '../src/telemetry/main.ts'
import { within } from '../src/within.ts'
import type { FormOptions } from '../src/tabs/main.ts'

declare module '@adonisjs/core/types' {
  interface ContainerBindings {
    /** The service of the package. */
    reflex: Reflex
  }

  interface EventsList extends ReflexEvents {}
}

/** What the body parser does where the application does not say. */
const FORM_DEFAULTS: FormOptions = { convertEmptyStringsToNull: true, trimWhitespaces: true }

/** Milliseconds that the bus of a process without pages has for a goodbye. */
const GOODBYE_LIMIT = 2_000

/** Environments in which pages are served. */
const SERVING = new Set(['web', 'test'])

/**
 * Wires reflex-adonis into the application.
 */
export default class ReflexProvider {
  #jobs: JobNews | undefined
  /** The bus of the processes that serve pages, where this one serves none. */
  #outgoing: Promise<NewsBus> | undefined

  constructor(protected app: ApplicationService) {}

  register() {
    this.app.container.singleton(Reflex, async (resolver) => {
      const config = this.app.config.get<ResolvedReflexConfig | null>('reflex', null)
      if (!config?.discovery) {
        throw new RuntimeException(
          'Invalid "config/reflex.ts" file. Make sure you are using the "defineConfig" method'
        )
      }
      const vite = await resolver.make('vite')
      const buildDirectory = this.app.config.get<string>('vite.buildDirectory', 'public/assets')
      // In production the root is the folder of the build; otherwise that is below it
      const builtPages = new BuiltPages([
        this.app.makePath(SERVER_BUILD),
        this.app.makePath('build', SERVER_BUILD),
      ])
      return new Reflex({
        app: this.app,
        config,
        server: await resolver.make('server'),
        router: await resolver.make('router'),
        encryption: await resolver.make(Encryption),
        logger: await resolver.make(Logger),
        emitter: await resolver.make('emitter'),
        httpConfig: this.app.config.get<ServerConfig>('app.http'),
        buildDirectory,
        assets: { url: (file) => (vite.useDevServer ? undefined : `${vite.assetsUrl()}/${file}`) },
        form: this.app.config.get<FormOptions>('bodyparser.form', FORM_DEFAULTS),
        ...(await this.#store(config)),
        serverPages: {
          has: (entry) =>
            vite.useDevServer ? existsSync(this.app.makePath(entry)) : builtPages.exist,
          load: (entry) =>
            vite.useDevServer ? vite.loadServerModule(entry) : builtPages.load(entry),
        },
        database: this.app.container.hasBinding('lucid.db')
          ? await resolver.make('lucid.db')
          : undefined,
        i18n: await findBinding(this.app, 'i18n'),
        ...(await this.#files()),
        sessionCookie: await sessionCookieOf(this.app),
      })
    })
    this.app.container.alias('reflex', Reflex)
    this.app.container.singleton('reflex.auth', async (resolver) => {
      // Loaded by applications that use it alone: it needs packages that others do not have
      const { createAuthFlows } = await import('../src/features/auth/flows/assembly/main.ts')
      const { sessions } = await resolver.make(Reflex)
      const { auth } = this.app.config.get<ResolvedReflexConfig>('reflex')
      return createAuthFlows(this.app, auth, {
        end: (ids) => sessions.end(ids),
        endOf: (user, except) =>
          sessions.endOf(user, { except }).catch((error: { code?: string }) => {
            // Browsers keep them: each ends with its next request, by its stamp
            if (error.code !== 'E_SESSION_STORE') throw error
          }),
      })
    })
  }

  async boot() {
    guardMultipart()
    if (!this.app.usingEdgeJS) return
    const { default: edge } = await import('edge.js')
    edge.use(edgePluginReflex)
  }

  async start() {
    const reflex = await this.app.container.make(Reflex)
    if (this.app.inDev && this.app.getEnvironment() === 'web') await reflex.tolerate()
    await reflex.discover()
    if (!this.#isServing) return this.#tellWrites()
    await reflex.loadStates()
    reflex.claim()
    await copyMemorySessions(this.app)
    await noteCarriedSessions(this.app)
    await reflex.open()
    await this.#listenWithServer(reflex)
  }

  async ready() {
    if (!this.#isServing) return
    const reflex = await this.app.container.make(Reflex)
    reflex.verify()
    reflex.warn()
    if (this.app.config.get<ResolvedReflexConfig>('reflex').auth) {
      await this.app.container.make('reflex.auth')
    }
    if (this.app.inDev) {
      const vite = await this.app.container.make('vite')
      await reflex.develop(() => vite.getDevServer())
    }
    // The HTTP server waits for its sockets when it closes. What is registered last runs first
    this.app.terminating(() => reflex.drain())
  }

  async shutdown() {
    await this.#jobs?.close()
    if (!this.app.container.hasBinding(Reflex)) return
    const reflex = await this.app.container.make(Reflex)
    const isOver = await reflex.close()
    await this.#closeOutgoing()
    if (isOver || this.app.getEnvironment() !== 'web') return
    const logger = await this.app.container.make(Logger)
    endAfter(logger)
  }

  get #isServing(): boolean {
    return SERVING.has(this.app.getEnvironment())
  }

  /** What commands write reaches the pages of other processes, where there may be others. */
  async #tellWrites() {
    const config = this.app.config.get<ResolvedReflexConfig>('reflex')
    const provider = this.#storeOf(config)
    if (!provider.news || !this.app.container.hasBinding('lucid.db')) return
    this.#jobs = new JobNews({
      db: await this.app.container.make('lucid.db'),
      openBus: async () => {
        const bus = await this.#openOutgoing(provider)
        // What else this process tells comes after it
        return { publish: (channel, news) => bus.publish(channel, news), close: async () => {} }
      },
      logger: await this.app.container.make(Logger),
      collect: config.live.limits.collect,
    })
  }

  /** Each Node server that the application gets (tests make several) gets the socket as well. */
  async #listenWithServer(reflex: Reflex) {
    const server = await this.app.container.make('server')
    onNodeServer(server, (nodeServer) => {
      if (this.app.inDev) nodeServer.once('listening', tellAnswering)
      reflex.listen(nodeServer)
    })
  }

  /** Where files of visitors are kept: on a disk of Drive, where there is one. */
  async #files() {
    const drive = await findBinding(this.app, 'drive.manager')
    const storage = drive ? driveStorage(drive) : folderStorage(this.app.makePath('storage'))
    return { drive, storage }
  }

  /** The store of tabs and the bus beside it. Commands need neither. */
  async #store(config: ResolvedReflexConfig) {
    const provider = this.#isServing ? this.#storeOf(config) : stores.memory()
    const opened = await provider.resolver(this.app)
    const bus = await this.#openBus(opened)
    const serving = this.#storeOf(config)
    const leads = !this.#isServing && serving.news !== undefined
    const news = leads ? () => this.#openOutgoing(serving) : async () => bus
    return { store: new TracedStore(opened.store), bus, news }
  }

  /** @param provider - of the processes that serve pages */
  #openOutgoing(provider: StoreProvider): Promise<NewsBus> {
    this.#outgoing ??= provider.news!(this.app).then((news) => this.#openBus(news))
    return this.#outgoing
  }

  /** Where it cannot be opened, nobody waits for it. */
  async #closeOutgoing(): Promise<void> {
    const closed = this.#outgoing?.then((bus) => bus.close())
    if (closed)
      await within(
        GOODBYE_LIMIT,
        closed.catch(() => {})
      )
  }

  #storeOf(config: ResolvedReflexConfig): StoreProvider {
    return config.stores[config.store ?? (this.app.inDev ? 'file' : 'memory')]
  }

  async #openBus({ transport, scope }: OpenNews): Promise<NewsBus> {
    const encryption = await this.app.container.make(Encryption)
    const seals = transport.open ? NewsSeal.all(encryption, scope) : []
    return new NewsBus(transport, await this.app.container.make(Logger), seals)
  }
}
