/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {
  DocumentEntry,
  EventEntry,
  JournalEnd,
  JournalEntry,
  NavigationEntry,
  NewsEntry,
} from '../features/devtools/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import { RecordedWindow } from './recorded_window.ts'
import { secretsIn } from './secrets.ts'
import { WalkIndex } from './walk_index.ts'
import type { Act, Step, Walk } from './walk.ts'

/** Names of pages in a test, in the order in which they are opened. */
const NAMES = ['page', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth']

/** Milliseconds within which a page that is left has lost its socket. */
const LEAVING = 5_000

/** A state of the package, which no test can name. */
const isOwnState = (id: string) => id.startsWith('$')

/**
 * Reads what people did out of the journal: each step with what came of it.
 */
export class WalkReader {
  #walk: Walk
  #entries: readonly (JournalEntry | JournalEnd)[]
  #index: WalkIndex
  #windows: RecordedWindow[] = []
  /** Background events that run beside other steps. */
  #beside = 0

  constructor(title: string, entries: readonly (JournalEntry | JournalEnd)[]) {
    this.#walk = { title, steps: [], signIns: [], secrets: new Map(), left: [] }
    this.#entries = entries
    this.#index = new WalkIndex(entries)
  }

  read(): Walk {
    for (const [index, entry] of this.#entries.entries()) this.#take(entry, index)
    this.#look()
    return this.#walk
  }

  #take(entry: JournalEntry | JournalEnd, index: number): void {
    if (entry.kind === 'full') {
      this.#leave('What came after the limit of the journal: record shorter tests')
      return
    }
    if (entry.kind === 'document') {
      this.#document(entry, index)
      return
    }
    const window = this.#windows.find(({ tab }) => tab === entry.tab)
    if (!window) {
      if (entry.kind === 'event' || entry.kind === 'navigation') {
        this.#leave('What a page did that was open before the test began: load it again first')
      }
      return
    }
    if (entry.kind === 'event') this.#event(window, entry, index)
    else if (entry.kind === 'navigation') this.#navigation(window, entry)
    else if (entry.kind === 'news') this.#news(window, entry)
    else if (entry.kind === 'user') this.#signedIn(window, entry.user)
    else if (entry.kind === 'post') {
      this.#leave(`The form for ${entry.state}.${entry.event}, posted before its page was ready`)
    }
  }

  #document(entry: DocumentEntry, index: number): void {
    const { tab, browser, url, user } = entry
    const known = this.#windows.find((window) => window.tab === tab)
    const left = known ?? this.#leftFor(entry, index)
    if (left) {
      const lead = left.takeLead(url)
      const page = left.name
      if (lead) this.#begin({ kind: 'follow', page })
      else this.#begin(known ? { kind: 'reload', page } : { kind: 'load', page, url })
      left.load(entry)
      this.#signedIn(left, user)
      return
    }
    const name = NAMES[this.#windows.length]
    if (!name) {
      this.#leave(`The page ${url}, since ${NAMES.length} were open`)
      return
    }
    const opener = this.#windows.find((window) => window.browser === browser)
    this.#begin(
      opener
        ? { kind: 'openTab', page: name, from: opener.name, url }
        : { kind: 'visit', page: name, url, ...(user && { user }) }
    )
    this.#windows.push(new RecordedWindow(name, entry))
  }

  /** The page that a document takes the place of: it loses its socket before the document has its own. */
  #leftFor({ tab, browser, at }: DocumentEntry, index: number): RecordedWindow | undefined {
    const used = this.#index.next('event', tab, index)
    return this.#windows.find((window) => {
      if (window.browser !== browser) return false
      const lost = this.#index.next('disconnected', window.tab, index)
      if (lost === undefined || this.#entries[lost].at - at > LEAVING) return false
      const back = this.#index.next('connected', window.tab, index)
      return back === undefined && (used === undefined || lost < used)
    })
  }

  #navigation(window: RecordedWindow, { id, url }: NavigationEntry): void {
    const page = window.name
    const act: Act = window.takeLead(url) ? { kind: 'follow', page } : { kind: 'click', page, url }
    window.asked.set(id, this.#begin(act))
  }

  #event(window: RecordedWindow, entry: EventEntry, index: number): void {
    const { id, state, event, args } = entry
    if (window.takeDispatched(entry)) return
    if (isOwnState(state) || event.startsWith('$')) {
      // What the browser has stored is told by itself
      if (event !== '$stored') this.#leave(`${state}.${event}, which is an event of the package`)
      return
    }
    if (entry.isClaim && this.#index.isAdmitted(entry, index)) return
    const of = { page: window.name, state, event }
    const background = this.#backgroundOf(entry, index)
    const step = entry.fields
      ? this.#begin({
          kind: 'submit',
          ...of,
          fields: entry.fields,
          ...(background && { background }),
        })
      : this.#begin(
          hasFiles(args)
            ? { kind: 'upload', ...of, argument: args[0] }
            : { kind: 'call', ...of, args, ...(background && { background }) }
        )
    window.asked.set(id, step)
    for (const [number, name] of secretsIn(entry.fields ?? args)) {
      if (!this.#walk.secrets.has(number)) this.#walk.secrets.set(number, name)
      window.secret = number
    }
    if (background === 'beside') this.#beside++
    // The promise of a call waits for its end, that of a form does not
    if (background === 'beside' || (background && entry.fields)) step.isLoose = true
  }

  /** How a background event ran; undefined for any other event. */
  #backgroundOf(entry: EventEntry, index: number): 'alone' | 'beside' | undefined {
    if (!this.#index.isBegun(entry, index)) return undefined
    return this.#index.isBeside(entry, index) ? 'beside' : 'alone'
  }

  #news(window: RecordedWindow, entry: NewsEntry): void {
    const { answers, ends, actions = [], failure } = entry
    const ended = ends === undefined ? undefined : window.asked.get(ends)
    if (ended) this.#end(window, ended)
    window.show(entry)
    const step = answers === undefined ? this.#walk.steps.at(-1) : window.asked.get(answers)
    window.note(actions)
    if (!step || (answers === undefined && step.act.page !== window.name)) return
    step.seen.actions.push(...actions)
    if (failure) step.seen.failures.push(failure)
  }

  /** A background event is over. The promise of a call waits for that by itself. */
  #end(window: RecordedWindow, { act }: Step): void {
    if (act.kind !== 'call' && act.kind !== 'submit') return
    if (act.background === 'beside') this.#beside--
    if (act.kind === 'submit' || act.background === 'beside') {
      this.#begin({ kind: 'settled', page: window.name })
    }
  }

  /** Somebody has signed in with the secret that their browser has sent last. */
  #signedIn(window: RecordedWindow, user: DocumentEntry['user']): void {
    const { secret } = window
    window.secret = undefined
    if (!user?.hasPassword || secret === undefined) return
    this.#walk.signIns.push({ user, secret })
  }

  #begin(act: Act): Step {
    this.#look()
    const seen = { actions: [], failures: [], sights: {} }
    const step: Step = { act, seen, isLoose: this.#beside > 0 }
    this.#walk.steps.push(step)
    return step
  }

  /** What pages show now is what the last step has led to. */
  #look(): void {
    const step = this.#walk.steps.at(-1)
    if (!step) return
    step.seen.sights = Object.fromEntries(this.#windows.map(({ name, sight }) => [name, sight]))
  }

  #leave(sentence: string): void {
    if (!this.#walk.left.includes(sentence)) this.#walk.left.push(sentence)
  }
}

function hasFiles(value: JsonValue | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false
  return '$file' in value || Object.values(value).some(hasFiles)
}
