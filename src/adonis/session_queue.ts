/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A read or a write that goes on, or waits for others. */
interface Run {
  ids: readonly string[]
  isWrite: boolean
  /** Never rejects. */
  settled: Promise<void>
}

export interface SessionQueueOptions {
  /** Milliseconds that one waits for others at most. */
  patience: number
  /** Hears that a store has not answered in that time. */
  late: () => void
}

/**
 * The reads and writes of sessions in this process: reads of a session run side by side, and each of its writes alone. A file that
 * is being written is empty for a moment, and a request that reads it then would be that of a guest.
 */
export class SessionQueue {
  readonly #options: SessionQueueOptions
  readonly #runs = new Map<string, Set<Run>>()

  constructor(options: SessionQueueOptions) {
    this.#options = options
  }

  /** Reads a session once what writes it is done. */
  read<T>(id: string, work: () => Promise<T>): Promise<T> {
    return this.#run([id], false, work)
  }

  /**
   * Writes a session once all that reads and writes it is done.
   *
   * @param ids - of the session: one that gets another id is in the queues of both
   */
  write<T>(ids: readonly string[], work: () => Promise<T>): Promise<T> {
    return this.#run(ids, true, work)
  }

  #run<T>(ids: readonly string[], isWrite: boolean, work: () => Promise<T>): Promise<T> {
    const before = this.#before(ids, isWrite)
    const done = before.length > 0 ? this.#wait(before).then(work) : work()
    const settled = done.then(
      () => {},
      () => {}
    )
    const run: Run = { ids, isWrite, settled }
    for (const id of ids) {
      const runs = this.#runs.get(id)
      if (runs) runs.add(run)
      else this.#runs.set(id, new Set([run]))
    }
    void settled.then(() => this.#remove(run))
    return done
  }

  #before(ids: readonly string[], isWrite: boolean): Run[] {
    const before: Run[] = []
    for (const id of ids) {
      for (const run of this.#runs.get(id) ?? []) if (isWrite || run.isWrite) before.push(run)
    }
    return before
  }

  /** Waits for others, but not for ever: a store may never answer one of its calls. */
  async #wait(runs: readonly Run[]): Promise<void> {
    const { patience, late } = this.#options
    const expired = Promise.withResolvers<void>()
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      expired.resolve()
    }, patience)
    await Promise.race([Promise.all(runs.map(({ settled }) => settled)), expired.promise])
    clearTimeout(timer)
    if (!isLate) return
    // Nobody else is to wait for them anew
    for (const run of runs) this.#remove(run)
    late()
  }

  #remove(run: Run): void {
    for (const id of run.ids) {
      const runs = this.#runs.get(id)
      if (runs?.delete(run) && runs.size === 0) this.#runs.delete(id)
    }
  }
}
