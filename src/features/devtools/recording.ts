/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import type { HttpContext } from '@adonisjs/core/http'
import type { MountedPage } from '../../pages/main.ts'
import type { Arrival, Feature, Tab, TabPart } from '../../tabs/main.ts'
import { tracingChannels } from '../../telemetry/main.ts'
import type { EventTrace } from '../../telemetry/main.ts'
import type { Journal } from './journal.ts'
import { Redaction } from './redaction.ts'
import { TabJournal } from './tab_journal.ts'
import { userOf } from './user_mark.ts'

export const RECORDING = 'recording'

/** Tells browsers apart while a recording runs, whoever signs in or out. */
const BROWSER_COOKIE = 'reflex_recording'

/**
 * Writes down what tabs do while somebody develops. It is only made where `node ace serve` runs the application, and
 * only while a recording runs: nowhere else is there a byte of it.
 */
export class Recording implements Feature {
  readonly name = RECORDING
  #journal: Journal
  #redaction = new Redaction()
  #parts = new WeakMap<Tab, TabJournal>()

  constructor(journal: Journal) {
    this.#journal = journal
  }

  async start(): Promise<void> {
    tracingChannels.form.start.subscribe(this.#posted)
  }

  async stop(): Promise<void> {
    tracingChannels.form.start.unsubscribe(this.#posted)
  }

  attach(tab: Tab): TabPart {
    const part = new TabJournal(tab.id, this.#journal, this.#redaction)
    this.#parts.set(tab, part)
    return part
  }

  introduce(_page: MountedPage, ctx: HttpContext, { tab, full }: Arrival): undefined {
    const introduction = { browser: browserOf(ctx, full), user: userOf(ctx) }
    this.#parts.get(tab)?.introduced(introduction, full)
  }

  #posted = (message: unknown): void => {
    const { tab, state, event } = message as EventTrace
    this.#journal.add({ kind: 'post', tab, state: state!, event: event! })
  }
}

/** The browser of a request. A document gives it its name. */
function browserOf({ request, response }: HttpContext, isDocument: boolean): string {
  const known: unknown = request.plainCookie(BROWSER_COOKIE, { encoded: false })
  if (typeof known === 'string' && known !== '') return known
  const name = randomUUID()
  if (isDocument) {
    response.plainCookie(BROWSER_COOKIE, name, { encode: false, httpOnly: true, path: '/' })
  }
  return name
}
