/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Something that a tab does when its turn comes. It must not throw. */
export type Task = () => Promise<void>

/**
 * Runs the tasks of a tab one after the other, in order.
 */
export class EventQueue {
  #waiting: Task[] = []
  #running = false
  #idle: (() => void)[] = []

  /** How many tasks wait or run. */
  get length(): number {
    return this.#waiting.length + (this.#running ? 1 : 0)
  }

  add(task: Task): void {
    this.#waiting.push(task)
    if (!this.#running) void this.#run()
  }

  /** Forgets the tasks that wait. The one that runs ends as it would. */
  clear(): void {
    this.#waiting.length = 0
  }

  /** Resolves when no task waits or runs. */
  idle(): Promise<void> {
    if (this.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    this.#running = true
    for (let task = this.#waiting.shift(); task; task = this.#waiting.shift()) await task()
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
