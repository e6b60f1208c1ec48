/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What is used of a test of Japa, which runs its clean-ups from the last to the first. */
export interface EndingTest {
  cleanup(work: () => Promise<void>): unknown
}

/**
 * What has to be done after tests. Japa leaves out what comes after a clean-up that throws; here each
 * one runs whatever comes of the others, and the test fails once all have run.
 */
export class CleanUps {
  #last: () => Promise<void>
  #failures = new WeakMap<EndingTest, unknown[]>()
  /** Tests that have opened something. */
  #opened = new WeakSet<EndingTest>()

  /** @param last - is done once for each test that has opened something, after the rest */
  constructor(last: () => Promise<void>) {
    this.#last = last
  }

  /** A test begins: what is registered first runs last, after the clean-ups of the test itself. */
  watch(test: EndingTest): void {
    if (this.#failures.has(test)) return
    this.#failures.set(test, [])
    test.cleanup(() => this.#end(test))
  }

  /**
   * A test opens something.
   *
   * @param close - is done after the test
   */
  after(test: EndingTest, close?: () => Promise<void>): void {
    // It may be opened in a hook, before the test itself begins
    this.watch(test)
    this.#opened.add(test)
    if (close) test.cleanup(() => this.#attempt(test, close))
  }

  /** @throws what a clean-up has thrown; AggregateError where several have */
  async #end(test: EndingTest): Promise<void> {
    if (this.#opened.delete(test)) await this.#attempt(test, this.#last)
    const failures = this.#failures.get(test) ?? []
    this.#failures.delete(test)
    throwAll(failures, 'What the test has opened could not be closed')
  }

  async #attempt(test: EndingTest, work: () => Promise<void>): Promise<void> {
    try {
      await work()
    } catch (error) {
      this.#failures.get(test)?.push(error)
    }
  }
}

/**
 * @param message - says what has failed, where it did so several times
 * @throws the failure; AggregateError for several
 */
export function throwAll(failures: readonly unknown[], message: string): void {
  if (failures.length === 1) throw failures[0]
  if (failures.length === 0) return
  const reasons = failures.map((error) => (error as Error).message)
  throw new AggregateError(failures, `${message}:\n${reasons.join('\n')}`)
}
