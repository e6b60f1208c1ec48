/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A read or a write that goes on, or waits for others. */
interface Run {
  ids: readonly string[]
  /** Never rejects. */
  settled: Promise<void>
}

/**
 * What the next one of a session waits for. Each of these has waited for all before it, so that nobody has to: of thousands that come at
 * once, each would wait for thousands.
 */
interface Last {
  write: Run | undefined
  /** Those that have come after the write. */
  reads: Set<Run>
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
  readonly #last = new Map<string, Last>()

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
    const end = () => this.#remove(run)
    const run: Run = { ids, settled: done.then(end, end) }
    for (const id of ids) {
      const last = this.#last.get(id)
      if (isWrite || !last) {
        this.#last.set(id, {
          write: isWrite ? run : undefined,
          reads: new Set(isWrite ? [] : [run]),
        })
      } else {
        last.reads.add(run)
      }
    }
    return done
  }

  #before(ids: readonly string[], isWrite: boolean): Run[] {
    const before: Run[] = []
    for (const id of ids) {
      const last = this.#last.get(id)
      if (!last) continue
      if (!isWrite || last.reads.size === 0) {
        if (last.write) before.push(last.write)
        continue
      }
      for (const read of last.reads) before.push(read)
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
      const last = this.#last.get(id)
      if (!last) continue
      if (last.write === run) last.write = undefined
      last.reads.delete(run)
      if (!last.write && last.reads.size === 0) this.#last.delete(id)
    }
  }
}
