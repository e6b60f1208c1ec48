/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type {
  Action,
  ClientFrame,
  EventError,
  Patch,
  ServerFrame,
  UpdateFrame,
} from '../protocol/main.ts'
import { DownloadedFiles } from './downloaded_files.ts'
import type { EventCoverage } from './exploration/event_coverage.ts'

/** What a test page has sent or received. */
export type JournalEntry =
  | { direction: 'out'; frame: ClientFrame; bytes: number }
  | { direction: 'in'; frame: ServerFrame; bytes: number }

/** What a page was asked to do, and what has failed. */
export interface History {
  /** What handlers asked the browser to do, in order. */
  readonly actions: Action[]
  /** The toasts among them. */
  readonly toasts: Extract<Action, { type: 'toast' }>[]
  /** Addresses of the redirects among them. */
  readonly redirects: string[]
  /** Why events and navigations failed, in order; failed validations are among them. */
  readonly failures: EventError[]
}

/**
 * The frames between a page of a test and the server, and what they say.
 */
export class Journal {
  readonly entries: JournalEntry[] = []
  readonly downloads = new DownloadedFiles()
  #coverage: EventCoverage | undefined
  /** Index of the first entry of the last call. */
  #call = 0
  #asked = 0
  /** Index of the first entry whose dispatched events were not taken. */
  #taken = 0
  /** What stands for documents that were answered with a failure. */
  #documents = new WeakSet<ServerFrame>()
  /** Ids of calls without an answer that the test has not made itself. */
  #unasked = new Set<number>()

  /** @param coverage - hears which events are called */
  constructor(coverage?: EventCoverage) {
    this.#coverage = coverage
  }

  /** The test calls an event, or goes elsewhere. */
  startCall(): void {
    this.#call = this.entries.length
  }

  /**
   * The test asks for what is sent now.
   *
   * @returns ends that
   */
  ask(): () => void {
    this.#asked++
    return () => this.#asked--
  }

  /** Whether what the client has sent by itself is answered, as events that a handler asked for. */
  get quiet(): boolean {
    return this.#unasked.size === 0
  }

  sent(frame: ClientFrame): void {
    if (frame.t === 'event') this.#coverage?.note(frame.s, frame.e)
    const isCall = frame.t === 'event' || frame.t === 'nav'
    if (isCall && this.#asked === 0) this.#unasked.add(frame.id)
    this.entries.push({ direction: 'out', frame, bytes: Buffer.byteLength(JSON.stringify(frame)) })
  }

  received(frame: ServerFrame): void {
    // Tickets and tokens are new in each run, and their length is too
    const { c, token, ...rest } = frame as ServerFrame & { c?: string; token?: string }
    const bytes = Buffer.byteLength(JSON.stringify(rest))
    this.entries.push({ direction: 'in', frame, bytes })
    if ((frame.t === undefined || frame.t === 'error') && frame.id !== undefined) {
      this.#unasked.delete(frame.id)
    }
    // What was sent on a socket before is sent again, or over
    if (frame.t === 'welcome') this.#unasked.clear()
  }

  /** A document was answered with a failure. */
  missedDocument(failure: Omit<EventError, 'errors'>): void {
    const frame: ServerFrame = { t: 'error', ...failure }
    this.#documents.add(frame)
    this.received(frame)
  }

  /** What has come of all calls. */
  get history(): History {
    return historyOf(this.entries)
  }

  /** What has come since the last call. */
  get news(): History {
    return historyOf(this.entries.slice(this.#call))
  }

  /** Reads the files that the page was told to save. */
  readDownloads(): Promise<void> {
    return this.downloads.read(this.history.actions)
  }

  /** Why documents and pages could not be shown since the last call. */
  get missed(): EventError[] {
    const entries = this.entries.slice(this.#call)
    const asked = new Set<number>()
    const answers: JournalEntry[] = []
    for (const entry of entries) {
      const { direction, frame } = entry
      if (direction === 'out') {
        if (frame.t === 'nav') asked.add(frame.id)
        continue
      }
      const id = frame.t === undefined || frame.t === 'error' ? frame.id : undefined
      if (this.#documents.has(frame) || (id !== undefined && asked.has(id))) answers.push(entry)
    }
    return historyOf(answers).failures
  }

  /**
   * Whether the last change of vars came by itself, and not with an answer.
   *
   * @param state - its id
   * @param names - of the vars
   */
  isPushed(state: string, names: readonly string[]): boolean {
    const last = this.entries.findLast(({ direction, frame }) => {
      if (direction === 'out' || frame.t !== undefined) return false
      const patches = frame.d?.[state] ?? []
      return patches.some(([, keys]) => keys.length === 0 || names.includes(String(keys[0])))
    })
    return last !== undefined && (last.frame as UpdateFrame).id === undefined
  }

  /** The events that handlers have dispatched since they were taken last. */
  takeDispatched(): Extract<Action, { type: 'event' }>[] {
    const { actions } = historyOf(this.entries.slice(this.#taken))
    this.#taken = this.entries.length
    return actions.filter((action) => action.type === 'event')
  }

  /** What has changed since the last call, by state id. */
  get delta(): Record<string, Patch[]> {
    const delta: Record<string, Patch[]> = {}
    for (const { frame } of this.#sinceCall()) {
      for (const [id, patches] of Object.entries((frame.t === undefined && frame.d) || {})) {
        delta[id] = [...(delta[id] ?? []), ...patches]
      }
    }
    return delta
  }

  /** Bytes of the frames with news that came since the last call. */
  get deltaBytes(): number {
    return this.#sinceCall().reduce((sum, { bytes }) => sum + bytes, 0)
  }

  #sinceCall(): Extract<JournalEntry, { direction: 'in' }>[] {
    return this.entries
      .slice(this.#call)
      .filter((entry) => entry.direction === 'in')
      .filter(({ frame }) => frame.t === undefined)
  }
}

function historyOf(entries: readonly JournalEntry[]): History {
  const actions: Action[] = []
  const failures: EventError[] = []
  for (const { direction, frame } of entries) {
    if (direction === 'out') continue
    if (frame.t === 'error') failures.push(frame)
    if (frame.t === undefined && frame.x) failures.push(frame.x)
    if (frame.t === 'welcome') actions.push(...(frame.actions ?? []))
    if (frame.t === undefined) actions.push(...(frame.a ?? []))
  }
  const toasts = actions.filter((action) => action.type === 'toast')
  const redirects = actions.filter((action) => action.type === 'redirect').map(({ url }) => url)
  return { actions, toasts, redirects, failures }
}
