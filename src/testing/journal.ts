/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, ClientFrame, EventError, Patch, ServerFrame } from '../protocol/main.ts'

/** What a test page has sent or received. */
export type JournalEntry =
  | { direction: 'out'; frame: ClientFrame; bytes: number }
  | { direction: 'in'; frame: ServerFrame; bytes: number }

/**
 * The frames between a page of a test and the server, and what they say.
 */
export class Journal {
  readonly entries: JournalEntry[] = []
  /** Index of the last call: an event or a navigation. */
  #call = 0

  sent(frame: ClientFrame): void {
    if (frame.t === 'event' || frame.t === 'nav') this.#call = this.entries.length
    this.entries.push({ direction: 'out', frame, bytes: Buffer.byteLength(JSON.stringify(frame)) })
  }

  received(frame: ServerFrame): void {
    // Tickets and tokens are new in each run, and their length is too
    const { c, token, ...rest } = frame as ServerFrame & { c?: string; token?: string }
    const bytes = Buffer.byteLength(JSON.stringify(rest))
    this.entries.push({ direction: 'in', frame, bytes })
  }

  /** What handlers asked the browser to do, in order. */
  get actions(): Action[] {
    return this.entries.flatMap(({ direction, frame }) => {
      if (direction === 'out') return []
      if (frame.t === 'welcome') return frame.actions ?? []
      return frame.t === undefined ? (frame.a ?? []) : []
    })
  }

  /** Why events and navigations failed, in order; failed validations are among them. */
  get failures(): EventError[] {
    return this.entries.flatMap(({ direction, frame }) => {
      if (direction === 'out') return []
      if (frame.t === 'error') return [frame]
      return frame.t === undefined && frame.x ? [frame.x] : []
    })
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
