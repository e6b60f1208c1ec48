/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { News, NewsBus } from '../../bus/main.ts'
import { within } from '../../within.ts'
import { WriteCapture } from './capture/main.ts'
import { systemClock } from './live/main.ts'
import type { ErrorLog } from './live/main.ts'
import { ChangePublisher } from './news/main.ts'

/** Milliseconds that a process waits at its end for what it has written to be told. */
const GOODBYE = 2_000

/** What is used of the bus. */
export type JobBus = Pick<NewsBus, 'publish' | 'close'>

export interface JobNewsParts {
  /** That of the application. */
  db: Database
  /** Opens the bus of the processes that serve pages. */
  openBus: () => Promise<JobBus>
  logger: ErrorLog
  /** Milliseconds for which changes are collected. */
  collect: number
}

/**
 * Tells the processes that serve pages what one without pages writes: a command, a worker, the REPL. It has nothing of
 * the bus until the first commit, and whoever writes waits for nothing.
 */
export class JobNews {
  readonly #openBus: () => Promise<JobBus>
  readonly #logger: ErrorLog
  readonly #capture: WriteCapture
  readonly #publisher: ChangePublisher
  #bus: Promise<JobBus | undefined> | undefined
  #closed: Promise<void> | undefined

  constructor({ db, openBus, logger, collect }: JobNewsParts) {
    this.#openBus = openBus
    this.#logger = logger
    this.#capture = new WriteCapture(logger)
    this.#capture.attach(db)
    this.#publisher = new ChangePublisher({
      bus: { publish: (channel, message) => this.#publish(channel, message) },
      capture: this.#capture,
      clock: systemClock,
      collect,
    })
  }

  /** Tells what is left. Where the bus does not take it within two seconds, it is lost. */
  close(): Promise<void> {
    return (this.#closed ??= this.#close())
  }

  async #close(): Promise<void> {
    const isTold = await within(GOODBYE, this.#publisher.close())
    this.#capture.close()
    // One that is still being opened is closed when it is there
    const closed = this.#bus?.then((bus) => bus?.close())
    if (isTold) await closed
    else this.#logger.warn({}, 'what was written is not told: open pages may show what was before')
  }

  async #publish(channel: string, message: News): Promise<void> {
    const bus = await (this.#bus ??= this.#open())
    await bus?.publish(channel, message)
  }

  /** @returns undefined where there can be none, which was said */
  async #open(): Promise<JobBus | undefined> {
    try {
      return await this.#openBus()
    } catch (error) {
      this.#logger.error({ err: error }, 'what is written cannot be told to open pages')
      return undefined
    }
  }
}
