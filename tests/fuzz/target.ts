/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Arbitrary } from 'fast-check'
import type { FuzzServer } from './fuzz_server.ts'

/**
 * One way into the server: which inputs are tried, and what is done with one.
 *
 * An input is always bytes, so that any may be kept in a file and changed a byte at a time. Where a
 * run has what no file can hold, such as a token, the bytes have its name in double braces.
 */
export interface Target {
  name: string
  /** Inputs that are right, all but right and wrong. */
  inputs: Arbitrary<Uint8Array>
  /** What mutations put in. */
  words: readonly string[]
  /**
   * Makes the runs against a server.
   *
   * @returns tries an input, and throws a Violation when the server reacts as it must not
   */
  prepare: (server: FuzzServer) => Promise<(input: Uint8Array) => Promise<void>>
}

/** Puts the values of a run into an input. */
export function fill(input: Uint8Array, values: Record<string, string>): Buffer {
  const text = Buffer.from(input).toString('latin1')
  const filled = text.replace(/\{\{(\w+)\}\}/g, (all, name: string) => values[name] ?? all)
  return Buffer.from(filled, 'latin1')
}
