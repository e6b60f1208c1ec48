/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setImmediate } from 'node:timers/promises'
import { LoggerFactory } from '@adonisjs/core/factories/logger'
import type { Database } from '@adonisjs/lucid/database'
import { WriteCapture } from '../../../src/features/models/capture/main.ts'
import { LiveEngine, databaseRows } from '../../../src/features/models/live/main.ts'
import type {
  LiveHost,
  LiveLimits,
  LiveQuery,
  News,
  Query,
  Watch,
} from '../../../src/features/models/live/main.ts'
import { HandClock } from './hand_clock.ts'

/** The request of a tab, as far as live queries of tests look at it. */
export interface TabContext {
  tab: LiveTab
}

/** A browser tab of a test. */
export class LiveTab implements TabContext {
  readonly id: string
  readonly user: number
  /** A role of its user, which a test may change. */
  role = 'staff'
  /** What requests of it are refused with. */
  refusal: Error | undefined
  isGone = false
  /** Awaited between reading rows and making a result of them. */
  pause: () => Promise<void> = async () => {}

  constructor(id: string, user: number) {
    this.id = id
    this.user = user
  }

  get tab(): this {
    return this
  }
}

/** What a tab shows of one live query. */
export class Shown<Result> {
  result: Result | undefined
  readonly news: News[] = []
  /** How often something newer was shown. */
  updates = 0
  refusal: Error | undefined
  watch!: Watch<TabContext, Result>

  /** The newest result, which has to be there. */
  get now(): Result {
    return this.result!
  }
}

/** An error of a request, with a status as those of Adonis have one. */
export function refusalOf(status: number): Error {
  return Object.assign(new Error(`refused: ${status}`), { status })
}

/** An engine with the tabs of a test, on a clock that is moved by hand. */
export class LiveWorld {
  readonly db: Database
  readonly clock: HandClock
  readonly capture = new WriteCapture(new LoggerFactory().create())
  readonly engine: LiveEngine<TabContext>
  readonly tabs = new Map<string, LiveTab>()
  /** Texts of all queries since it was emptied. */
  readonly queries: string[] = []
  /** Requests of tabs since it was emptied. */
  readonly requests: string[] = []
  /** Called in each request, before its work. */
  onRequest: (tab: LiveTab) => Promise<void> | void = () => {}
  running = 0
  mostRunning = 0

  constructor(
    db: Database,
    limits: Partial<LiveLimits> = {},
    clock = new HandClock(),
    rows = databaseRows(db)
  ) {
    this.db = db
    this.clock = clock
    this.capture.attach(db)
    this.capture.onQuery((_, { sql }) => void this.queries.push(sql))
    const host: LiveHost<TabContext> = { run: (tab, work) => this.#run(tab, work) }
    this.engine = new LiveEngine({
      capture: this.capture,
      host,
      rows,
      logger: new LoggerFactory().create(),
      clock: this.clock,
      limits,
    })
  }

  async #run<T>(id: string, work: (context: TabContext) => Promise<T>) {
    const tab = this.tabs.get(id)
    this.requests.push(id)
    if (tab === undefined || tab.isGone) return undefined
    this.mostRunning = Math.max(this.mostRunning, ++this.running)
    try {
      await this.onRequest(tab)
      if (tab.refusal) throw tab.refusal
      return { value: await work(tab) }
    } finally {
      this.running--
    }
  }

  tab(user = 1): LiveTab {
    const tab = new LiveTab(`tab ${this.tabs.size + 1}`, user)
    this.tabs.set(tab.id, tab)
    return tab
  }

  /** Has a tab watch a query, without loading it. */
  watch<Result, Source extends Query>(
    tab: LiveTab,
    live: LiveQuery<TabContext, Result, Source>
  ): Shown<Result> {
    const shown = new Shown<Result>()
    const viewer = {
      loaded: (result: Result) => {
        shown.result = result
      },
      show: (result: Result) => {
        shown.result = result
        shown.updates++
      },
      news: (news: News) => void shown.news.push(news),
      refused: (error: Error) => {
        shown.refusal = error
        shown.result = undefined
      },
    }
    // The engine hands a query back to whoever made it
    const query = live as unknown as LiveQuery<TabContext, Result>
    shown.watch = this.engine.watch(tab.id, query, viewer)
    return shown
  }

  /** Loads what a tab watches, as one of its events does. */
  async load<Result>(tab: LiveTab, shown: Shown<Result>): Promise<void> {
    await shown.watch.load(tab)
  }

  async open<Result, Source extends Query>(
    tab: LiveTab,
    live: LiveQuery<TabContext, Result, Source>
  ): Promise<Shown<Result>> {
    const shown = this.watch(tab, live)
    await this.load(tab, shown)
    return shown
  }

  /** Lets what has been started come to its end, without time passing. */
  async settle(): Promise<void> {
    do await this.breathe()
    while (this.running > 0)
  }

  /** Lets others go on for a while. */
  async breathe(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) await setImmediate()
  }

  /** Lets time pass until all that was written has been shown. */
  async quiet(): Promise<void> {
    while (!this.engine.isIdle) {
      this.clock.pass(50)
      await setImmediate()
    }
  }

  forget(): void {
    this.queries.length = 0
    this.requests.length = 0
  }

  close(): void {
    this.engine.close()
    this.capture.close()
  }
}
