/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Job } from './run_queue.ts'
import type { Watch } from './watch.ts'

/** Asks anew whether a tab may see what it watches. */
export class Recheck<Context> implements Job {
  readonly pace: number
  /** Checks that have failed one after the other. */
  failures = 0
  readonly #watch: Watch<Context, unknown>
  readonly #check: (
    watch: Watch<Context, unknown>,
    recheck: Recheck<Context>
  ) => Promise<'done' | 'again'>

  /**
   * @param pace - milliseconds between two checks
   * @param check - does it
   */
  constructor(
    watch: Watch<Context, unknown>,
    pace: number,
    check: (watch: Watch<Context, unknown>, recheck: Recheck<Context>) => Promise<'done' | 'again'>
  ) {
    this.#watch = watch
    this.pace = pace
    this.#check = check
  }

  async run(): Promise<'done' | 'again'> {
    return this.#watch.isClosed ? 'done' : this.#check(this.#watch, this)
  }

  /** Whoever may be refused is told nothing meanwhile. */
  late(): void {}
}
