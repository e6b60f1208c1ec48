/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/core/http'
import { setTimeout } from 'node:timers/promises'
import { EncryptionFactory } from '@adonisjs/core/factories/encryption'
import { RouterFactory } from '@adonisjs/core/factories/http'
import type { HttpContext } from '@adonisjs/core/http'
import { Logger } from '@adonisjs/core/logger'
import { CookieJar } from '../../../src/bridge/main.ts'
import type { Bridge, Outcome, Visitor } from '../../../src/bridge/main.ts'
import type { NewsBus } from '../../../src/bus/main.ts'
import { CookieTickets } from '../../../src/cookies/main.ts'
import { LimitedLog } from '../../../src/logging/main.ts'
import { MountedPage } from '../../../src/pages/mounted_page.ts'
import { NamedRoutes } from '../../../src/pages/named_routes.ts'
import { PageRegistry } from '../../../src/pages/page_registry.ts'
import { resolveGuards } from '../../../src/features/auth/main.ts'
import { createFeatures } from '../../../src/features/main.ts'
import { defineConfig as defineReflex } from '../../../src/define_config.ts'
import { Refreshes } from '../../../src/features/shared_data/main.ts'
import { folderStorage } from '../../../src/features/uploads/main.ts'
import { Handover } from '../../../src/processes/main.ts'
import type { BootData } from '../../../src/protocol/main.ts'
import { Rooms } from '../../../src/rooms/main.ts'
import { StateRegistry } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'
import type { StateStore } from '../../../src/stores/main.ts'
import {
  BuildCheck,
  CookieCourier,
  Documents,
  EventRunner,
  EventTracer,
  Features,
  Greeter,
  Inbox,
  Navigator,
  PageAdmission,
  TabAnnouncer,
  TabKeeper,
  TabRegistry,
  TabSessions,
  TabTokens,
  TabReads,
  TabRequests,
  Transactions,
  Turns,
  Updates,
} from '../../../src/tabs/main.ts'
import type { Tab, TabService } from '../../../src/tabs/main.ts'

const HOUR = 3_600_000
const SESSION = 'the-session'

const encryption = new EncryptionFactory().create()
const logger = new Logger({ enabled: false })
const refusals = new LimitedLog(logger)

export interface ModelOptions {
  name: string
  store: StateStore
  bus: NewsBus
  states: StateClass[]
  /** Milliseconds that middleware takes, before and after the handler. */
  pause: () => number
  /** What middleware does before the handler. */
  guard?: (ctx: HttpContext) => void
  waitFor?: number
}

/**
 * A process of an application: all that the package has of tabs and rooms, put together as
 * `createTabs` does. Only HTTP is left out: in the place of the kernel is a route and slow
 * middleware.
 */
export class ModelProcess {
  readonly states = new StateRegistry()
  readonly rooms: Rooms
  readonly registry: TabRegistry
  readonly keeper: TabKeeper
  readonly service: TabService
  #options: ModelOptions
  #router = new RouterFactory().create()
  #pages = new PageRegistry(this.#router)
  #admission: PageAdmission
  #handover: Handover

  constructor(options: ModelOptions) {
    this.#options = options
    const { name, store, bus, states } = options
    for (const state of states) this.states.add(state)
    this.#addPage()
    const registry = this.states
    const pages = this.#pages
    const handover = new Handover(name, bus)
    this.#handover = handover
    const rooms = new Rooms({
      registry,
      store,
      bus,
      handover,
      process: name,
      limits: { keepFor: HOUR, waitFor: options.waitFor ?? 10_000, leaveAfter: 50 },
      logger,
    })
    this.rooms = rooms
    const features = new Features()
    const currentUser = () => null
    const transactions = new Transactions({ features, rooms })
    const admission = new PageAdmission({
      rooms,
      registry,
      currentUser,
      transactions,
      features,
    })
    this.#admission = admission
    const announcer = new TabAnnouncer({ hears: () => false, tell() {} })
    const tabs = new TabRegistry(
      registry,
      {
        adoptWithin: HOUR,
        keepFor: HOUR,
        sleepAfter: HOUR,
        perSession: 1_000,
        unadopted: 1_000,
        outbox: { frames: 200, size: 256_000 },
      },
      {
        freeze: true,
        stored: store.lasting,
        features,
      }
    )
    this.registry = tabs
    const keeper = new TabKeeper({
      store,
      process: name,
      handover,
      rooms,
      states: registry,
      registry: tabs,
      pages,
      logger,
      adoptWithin: HOUR,
      keepFor: HOUR,
    })
    this.keeper = keeper
    const cookies = new CookieCourier(
      new CookieTickets(encryption, async () => true),
      () => SESSION
    )
    const bridge = { dispatch: this.dispatch.bind(this) } as unknown as Bridge
    const navigator = new Navigator({
      bridge,
      pages,
      admission,
      cookies,
      rooms,
      features,
      development: false,
    })
    const turns = new Turns(keeper)
    const requests = new TabRequests({
      bridge,
      transactions,
      cookies,
      currentUser,
      mode: () => 'full',
      refusals,
      development: false,
      loggedOut: () => {},
    })
    const tracer = new EventTracer(logger, announcer)
    const updates = new Updates({ requests, navigator, tracer })
    const { uploads, downloads, language } = defineReflex({
      uploads: { folder: '/tmp/reflex-model-uploads' },
    })
    features.add(
      ...createFeatures(
        {
          states: registry,
          pages,
          tabs,
          turns,
          updates,
          reads: new TabReads({ bridge, cookies, turns }),
          transactions,
          ask: (message, url, work) =>
            bridge.dispatch(
              { headers: message.headers, peer: {}, jar: new CookieJar('', encryption), host: '' },
              url,
              'full',
              work
            ),
          once: (id, keepFor) => store.once(id, keepFor),
          readmit: () => {},
          encryption,
          logger,
          report: async () => {},
          announcer,
          mode: () => 'full',
          development: false,
        },
        {
          background: { limit: 10, cancelAfter: HOUR },
          rooms,
          qs: defineConfig({}).qs,
          models: { database: undefined, bus, log: refusals, limits: {}, outside: undefined },
          guards: resolveGuards(),
          uploads: { ...uploads, storage: folderStorage(uploads.folder), drive: undefined },
          language: {
            ...language,
            i18n: undefined,
            bus,
            inDevelopment: false,
            namesOf: async () => [],
            missing: () => {},
          },
          sharedData: {
            functions: {},
            bus,
            refreshes: new Refreshes({ keys: [], publish: async () => {} }),
          },
          downloads: {
            limits: { ...downloads.limits, freeSpace: 1 },
            folder: '/tmp/reflex-model-downloads',
            drive: undefined,
          },
          log: refusals,
        }
      )
    )
    const runner = new EventRunner({
      requests,
      updates,
      tracer,
      features,
      registry,
      refusals,
      form: { convertEmptyStringsToNull: false, trimWhitespaces: false },
      development: false,
    })
    const tokens = new TabTokens(encryption, HOUR)
    const builds = new BuildCheck({ pages, states: registry, build: 'model' })
    const inbox = { runner, navigator, turns, pages, refusals, development: false }
    this.service = {
      registry: tabs,
      keeper,
      greeter: new Greeter({
        registry: tabs,
        keeper,
        tokens,
        navigator,
        turns,
        cookies,
        builds,
        announcer,
      }),
      inbox: new Inbox({ ...inbox, queueLength: 1_000 }),
      navigator,
      documents: new Documents(keeper, tokens),
      sessions: new TabSessions({ registry: tabs, keeper, cookies, turns }),
    }
    rooms.onRevoked = (reader) => this.service.sessions.readmit(reader as Tab)
  }

  async listen(): Promise<void> {
    await this.#handover.listen()
    await this.rooms.listen()
  }

  close(): void {
    this.rooms.close()
    this.registry.close()
  }

  readonly session = SESSION

  visitor(): Visitor {
    return {
      headers: { host: 'localhost' },
      peer: { address: '127.0.0.1', port: 1, family: 'IPv4' } as unknown as Visitor['peer'],
      jar: new CookieJar(undefined, encryption),
      host: 'localhost',
    }
  }

  /** What the document of a page says, as `Shell` makes it. */
  async document(url: string, reloaded?: string): Promise<BootData> {
    const { service, registry } = this
    const known =
      reloaded === undefined ? undefined : await service.documents.ofReload(reloaded, SESSION, url)
    const tab = known ?? registry.create(SESSION)
    return service.documents.inTurn(tab, async () => {
      let boot: BootData | undefined
      const outcome = await this.dispatch(this.visitor(), url, 'full', async (ctx) => {
        const page = this.#pages.of(ctx.route)!
        const admission = await this.#admission.prepare(tab, page, ctx, true)
        const { s: states = {} } = this.#admission.complete(tab, admission)
        const token = service.documents.token(tab)
        boot = { token, build: 'model', development: false, page: admission.info, states }
        if (tab.outbox.number > 0) boot.n = tab.outbox.number
        tab.outbox.clear()
        await service.documents.store(tab)
      })
      if (!boot) throw outcome.error
      return structuredClone(boot)
    })
  }

  /** A request through slow middleware. */
  async dispatch<T>(
    _visitor: Visitor,
    url: string,
    _mode: 'full',
    work: (ctx: HttpContext) => Promise<T>
  ): Promise<Outcome<T>> {
    const { pause, guard } = this.#options
    const [path] = url.split('?')
    const found = this.#router.match(path, 'GET', false)!
    const ctx = {
      route: found.route,
      params: found.params,
      request: { url: () => url, qs: () => ({}), id: () => undefined },
      response: { getStatus: () => 200, getHeader: () => undefined },
    } as unknown as HttpContext
    await setTimeout(pause())
    try {
      guard?.(ctx)
      const result = { value: await work(ctx) }
      await setTimeout(pause())
      return { result, reached: true, status: 200 }
    } catch (error) {
      return { reached: true, status: (error as { status?: number }).status ?? 500, error }
    }
  }

  #addPage(): void {
    const handler = () => {}
    this.#router.get('/room/:room', handler).as('room')
    this.#router.commit()
    const definition = {
      id: 'resources/pages/room.tsx',
      route: '/room/:room',
      name: 'room',
      middleware: [],
      onLoad: [],
      states: [...this.states.all()].map(({ id }) => id).sort(),
      ssr: false,
      line: 1,
    }
    this.#pages.add(
      handler,
      new MountedPage(definition, this.states, new NamedRoutes(this.#router))
    )
  }
}
