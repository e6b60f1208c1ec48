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
  #waiting: { task: Task; dropped?: () => void }[] = []
  #running = false
  #idle: (() => void)[] = []

  /** How many tasks wait or run. */
  get length(): number {
    return this.#waiting.length + (this.#running ? 1 : 0)
  }

  /**
   * @param dropped - called instead of the task, when the queue forgets it
   */
  add(task: Task, dropped?: () => void): void {
    this.#waiting.push({ task, dropped })
    if (!this.#running) void this.#run()
  }

  /** Adds a task that comes before those that wait. */
  addFirst(task: Task): void {
    this.#waiting.unshift({ task })
    if (!this.#running) void this.#run()
  }

  /** Forgets the tasks that wait. The one that runs ends as it would. */
  clear(): void {
    for (const { dropped } of this.#waiting.splice(0)) dropped?.()
  }

  /** Resolves when no task waits or runs. */
  idle(): Promise<void> {
    if (this.length === 0) return Promise.resolve()
    return new Promise((resolve) => this.#idle.push(resolve))
  }

  async #run(): Promise<void> {
    this.#running = true
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) await next.task()
    this.#running = false
    for (const resolve of this.#idle.splice(0)) resolve()
  }
}
