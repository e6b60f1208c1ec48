/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { Bridge } from '../bridge/main.ts'
import { CookieTickets } from '../cookies/main.ts'
import { REFRESH_CHANNEL, Refreshes } from '../features/shared_data/main.ts'
import { BlockedLoopWatch, DescriptorWatch, LimitedLog } from '../logging/main.ts'
import { ErrorReporter } from '../mount/main.ts'
import { AllRooms, ProcessCalls } from '../operations/main.ts'
import { PageRegistry } from '../pages/main.ts'
import { Handover } from '../processes/main.ts'
import type { PageRenderer } from '../ssr/main.ts'
import { StateRegistry, useRoutesOf } from '../state/main.ts'
import { Features, messageOf, PageAdmission, TabAnnouncer, Transactions } from '../tabs/main.ts'
import { Announcer, LoopDelayWatch } from '../telemetry/main.ts'
import { HostPolicy, OriginPolicy } from '../transport/main.ts'
import { BrowserRequests } from './browser_requests.ts'
import { createRenderer } from './create_renderer.ts'
import type { ReflexDependencies } from './dependencies.ts'
import { Mistakes } from './mistakes.ts'

/** Advice on proxies: anybody may ask for it, and it is the same for all who do. */
const ADVICE = { lines: 1, interval: 60 * 60_000 }

/**
 * What the other parts of the package share, in one process of an application.
 */
export class Parts {
  /** Id of this process among the owners of tabs and rooms. */
  readonly process = randomBytes(9).toString('base64url')
  /** Plug into tabs, once there are tabs. */
  readonly features = new Features()
  readonly states = new StateRegistry((definition) => this.features.extend(definition))
  readonly pages: PageRegistry
  readonly bridge: Bridge
  readonly handover: Handover
  /** What operators ask all processes. */
  readonly calls: ProcessCalls
  readonly rooms: AllRooms
  readonly transactions: Transactions
  readonly admission: PageAdmission
  readonly reporter: ErrorReporter
  readonly refusals: LimitedLog
  /** Tells the application of tabs and their events. */
  readonly announcer: TabAnnouncer
  /** What is wrong with the way to the server, as often as somebody has to hear of it. */
  readonly advice: LimitedLog
  readonly mistakes: Mistakes
  readonly tickets: CookieTickets
  readonly requests: BrowserRequests
  readonly origins: OriginPolicy
  readonly hosts: HostPolicy
  /** What shared data are to be computed again, in all processes. */
  readonly refreshes: Refreshes
  readonly loop = new LoopDelayWatch()
  /** Say in the log what the process suffers from. */
  readonly watches: readonly { start(): void; stop(): void }[]
  #renderer: PageRenderer | undefined

  constructor(readonly dependencies: ReflexDependencies) {
    const { app, config, server, router, encryption, logger, bus, store } = dependencies
    useRoutesOf(router)
    this.pages = new PageRegistry(router)
    this.bridge = new Bridge({
      app,
      server,
      router,
      encryption,
      config: dependencies.httpConfig,
      skip: config.bridge.skip,
      userCache: config.bridge.userCache,
    })
    this.handover = new Handover(this.process, bus)
    this.calls = new ProcessCalls({ process: this.process, bus, logger, serves: true })
    this.rooms = new AllRooms({
      calls: this.calls,
      registry: this.states,
      store,
      bus,
      handover: this.handover,
      process: this.process,
      limits: config.rooms,
      logger,
    })
    this.transactions = new Transactions({ features: this.features, rooms: this.rooms })
    this.admission = new PageAdmission({
      rooms: this.rooms,
      registry: this.states,
      currentUser: config.currentUser,
      transactions: this.transactions,
      features: this.features,
    })
    this.refusals = new LimitedLog(logger)
    this.announcer = new TabAnnouncer(
      new Announcer(dependencies.emitter, (error, event) => {
        // It may happen with each event of a visitor
        this.refusals.error(
          { err: error, event },
          `a listener of ${event} failed: %s`,
          messageOf(error)
        )
      })
    )
    this.refreshes = new Refreshes({
      keys: Object.keys(config.shared),
      publish: async (asked) => {
        try {
          const news = await dependencies.news()
          await news.publish(REFRESH_CHANNEL, asked)
        } catch (error) {
          logger.error({ err: error }, 'shared data of other processes are not refreshed')
        }
      },
    })
    // Vite keeps a development server for seconds
    this.watches = app.inDev ? [] : [new BlockedLoopWatch(logger), new DescriptorWatch(logger)]
    this.advice = new LimitedLog(logger, ADVICE)
    this.mistakes = new Mistakes(logger)
    this.reporter = new ErrorReporter(app, server, logger)
    this.tickets = new CookieTickets(encryption, (id, keepFor) => store.once(id, keepFor))
    this.requests = new BrowserRequests(server, dependencies.sessionCookie)
    this.hosts = new HostPolicy(
      config.allowedHosts,
      app.inProduction ? 'production' : app.inDev ? 'development' : 'test'
    )
    this.origins = new OriginPolicy(config.allowedOrigins, {
      host: this.requests.hostOf,
      protocol: this.requests.protocolOf,
    })
  }

  /** Draws pages; undefined where they are drawn by browsers only. */
  get renderer(): PageRenderer | undefined {
    return (this.#renderer ??= createRenderer(this.dependencies))
  }
}
