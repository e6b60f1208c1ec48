/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventFrame, NavigateFrame, PageInfo, UpdateFrame } from '../../../protocol/main.ts'
import { UPLOAD_EVENT } from '../../../protocol/main.ts'
import type { StateNews } from '../../../state/main.ts'
import type { Tab, TabPart } from '../../../tabs/main.ts'
import type { EventTrace } from '../../../telemetry/main.ts'
import { KnownVars } from '../known_vars.ts'
import type { Redaction } from '../redaction.ts'
import { preview } from './preview.ts'
import type { Rings } from './rings.ts'
import { SessionJournal } from './session_journal.ts'
import type { ShownVars } from './shown.ts'
import type { Watch } from './watch.ts'
import { Work } from './work.ts'

/** Events that were received and have no answer: a tab has a limit of its own for those. */
const PENDING = 1_000

/** The last events that can be run again: each keeps the states before it. */
const REPEATABLE = 50

interface Pending {
  frame: EventFrame | NavigateFrame
  at: number
  work?: Work
}

export interface TabNotesOptions {
  rings: Rings<Work>
  watch: Watch
  redaction: Redaction
  /** Hears of what could not be noted. */
  failed(error: unknown): void
  /** Hears that the tab has left this process. */
  left(): void
}

/**
 * Writes down for the panel what one tab is asked for, what that costs, and what the browser is told.
 */
export class TabNotes implements TabPart {
  /** What the tab has done since its document, in the words of the recorder. */
  readonly session: SessionJournal
  #tab: Tab
  #options: TabNotesOptions
  #vars = new KnownVars()
  #pending = new Map<number, Pending>()

  constructor(tab: Tab, options: TabNotesOptions) {
    this.#tab = tab
    this.#options = options
    this.session = new SessionJournal(tab.id, options.redaction, options.failed)
  }

  connected(): void {
    this.session.part.connected()
  }

  disconnected(): void {
    this.session.part.disconnected()
  }

  received(frame: EventFrame | NavigateFrame): void {
    this.session.part.received(frame)
    if (this.#pending.size >= PENDING) this.#pending.clear()
    this.#pending.set(frame.id, { frame, at: performance.now() })
  }

  /** Something runs, which may be what was received first of those that wait. */
  begin(work: Work, { state, event, url }: EventTrace): void {
    for (const pending of this.#pending.values()) {
      const { frame } = pending
      const isIt =
        frame.t === 'event'
          ? frame.s === state && frame.e === event
          : state === undefined && isSameAddress(frame.url, url)
      if (pending.work || !isIt) continue
      pending.work = work
      work.queued(performance.now() - pending.at)
      if (frame.t === 'event') this.#called(work, frame)
      return
    }
  }

  /** Work is over. What answers the browser is noted with its frame. */
  over(work: Work): void {
    for (const pending of this.#pending.values()) if (pending.work === work) return
    this.#add(work)
  }

  /** The browser gets a document with all vars. What it is told otherwise comes in frames. */
  admitted(told: PageInfo, full: boolean, news: StateNews): void {
    this.session.part.admitted(told, full, news)
    if (!full) return
    const { current: work } = this.#options.watch
    this.#vars.clear()
    if (work?.tab === this.#tab.id) this.#tell(work, news)
    else this.#vars.take(news)
  }

  ended(): void {
    this.#options.left()
  }

  sent(frame: Omit<UpdateFrame, 'n'>): void {
    this.session.part.sent(frame)
    const { id, a, x } = frame
    const work = this.#workOf(id)
    this.#tell(work, frame)
    if (a) work.act(a.map((action) => action.type))
    if (x) work.fail({ status: x.status, code: x.code, message: x.message })
    if (id === undefined && work.tab !== undefined) return
    work.end()
    this.#add(work)
  }

  /** What a frame tells of; something of its own where nothing runs. */
  #workOf(id: number | undefined): Work {
    if (id === undefined) {
      const { current } = this.#options.watch
      return current?.tab === this.#tab.id ? current : new Work('news', 'News of the server')
    }
    const pending = this.#pending.get(id)
    this.#pending.delete(id)
    if (pending?.work) return pending.work
    // What was refused has never run
    const frame = pending?.frame
    const isEvent = frame?.t === 'event'
    const name = isEvent ? `${frame.s}.${frame.e}` : (frame?.url ?? 'An answer')
    const work = new Work(isEvent ? 'event' : 'navigation', name)
    if (isEvent) this.#called(work, frame)
    return work
  }

  #called(work: Work, { s: state, e: event, a: args = [], f: form }: EventFrame): void {
    const { redaction } = this.#options
    const shown = args.map((value, index) => {
      if (index + 1 !== form || typeof value !== 'string') return preview(value, redaction)
      return preview(Object.fromEntries(new URLSearchParams(value)), redaction)
    })
    work.calledWith(shown.join(', '))
    // An event of the package is part of something else
    if (state.startsWith('$') || event.startsWith('$') || event === UPLOAD_EVENT) return
    work.before = this.#tab.states.whole
    work.ran = { state, event, args, form }
  }

  #tell(work: Work, news: StateNews): void {
    const { changed, gone } = this.#vars.take(news)
    const shown: ShownVars = {}
    for (const [id, vars] of Object.entries(changed)) {
      const texts = Object.entries(vars).map(
        ([name, value]) => [name, preview(value, this.#options.redaction, name)] as const
      )
      shown[id] = Object.fromEntries(texts)
    }
    work.tell(shown, gone, JSON.stringify(news).length)
  }

  #add(work: Work): void {
    const { rings } = this.#options
    rings.add(this.#tab.id, (n) => work.write(n), work)
    // One more is older than those that are kept with their states
    const old = rings.of(this.#tab.id).before(REPEATABLE)
    if (old) old.before = old.ran = undefined
  }
}

/** Whether an address that a browser has asked for is that of a page, which has no hash. */
function isSameAddress(asked: string, url: string): boolean {
  const { pathname, search } = URL.parse(asked, 'http://localhost') ?? {}
  return pathname !== undefined && pathname + search === url
}
