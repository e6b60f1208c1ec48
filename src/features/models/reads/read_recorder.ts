/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import type { WriteCapture } from '../capture/main.ts'
import type { Read } from './read.ts'
import { readsOf } from './reads_of_query.ts'

/** What was read while something ran. */
export interface Recorded<T> {
  result: T
  reads: Read[]
  /** Text and values of the first query; undefined where there was none. */
  first: { sql: string; bindings: readonly unknown[] } | undefined
}

type Recording = Omit<Recorded<unknown>, 'result'>

/**
 * Notes what is read while some code runs: its own query, those of preloads, and those that a transformer makes. So
 * nobody has to say on which tables a page depends.
 */
export class ReadRecorder {
  readonly #recordings = new AsyncLocalStorage<Recording>()
  readonly #stop: () => void

  constructor(capture: WriteCapture) {
    this.#stop = capture.onQuery((connection, query, builder, response) => {
      const recording = this.#recordings.getStore()
      if (recording === undefined) return
      recording.first ??= { sql: query.sql, bindings: query.bindings ?? [] }
      const keyOf = (table: string) => capture.keyOf(table)
      recording.reads.push(...readsOf(connection, query, builder, response, keyOf))
    })
  }

  /** Runs code, and notes what it has read until it settles. */
  async record<T>(work: () => Promise<T>): Promise<Recorded<T>> {
    const recording: Recording = { reads: [], first: undefined }
    const result = await this.#recordings.run(recording, work)
    return { result, ...recording }
  }

  /** Notes nothing more. */
  close(): void {
    this.#stop()
  }
}
