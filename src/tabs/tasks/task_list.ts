/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Task, TaskRecord } from './task.ts'

/**
 * The tasks of a tab: those that run, and those that were lost with another process.
 */
export class TaskList {
  #running: Task[] = []
  #lost: readonly TaskRecord[] = []
  /** Begin the handlers of tasks that are not stored yet. */
  #begin: (() => void)[] = []
  #settled: (() => void)[] = []
  #countdown: NodeJS.Timeout | undefined

  /** How many tasks run. */
  get size(): number {
    return this.#running.length
  }

  /** The tasks whose end the browser has not heard of, for the store and for a welcome. */
  get records(): TaskRecord[] {
    return [...this.#lost, ...this.#running].map(({ id, state, event }) => ({ id, state, event }))
  }

  /**
   * @param begin - calls the handler, once the tab is stored with the task
   */
  add(task: Task, begin: () => void): void {
    this.#running.push(task)
    this.#begin.push(begin)
  }

  /** The tab is stored: the handlers of new tasks may begin. */
  begin(): void {
    if (this.#begin.length === 0) return
    for (const begin of this.#begin.splice(0)) begin()
  }

  /** The task has ended. */
  remove(task: Task): void {
    this.#running = this.#running.filter((each) => each !== task)
    if (this.#running.length === 0) this.#end()
  }

  /**
   * Gives up what runs still, because the process goes away: the next one says that it was
   * interrupted, whatever it may come to here.
   *
   * @param why - ends the sentence "… was cancelled: …"
   */
  abandon(why: string): void {
    const left = this.#running.splice(0)
    this.#lost = [...this.#lost, ...left.map(({ id, state, event }) => ({ id, state, event }))]
    for (const task of left) task.close(why)
    this.#end()
  }

  /** Whether the task is still this process' business. */
  has(task: Task): boolean {
    return this.#running.includes(task)
  }

  /** Another process has begun these, and is gone. */
  restore(lost: readonly TaskRecord[]): void {
    this.#lost = lost
  }

  /** The tasks that were lost, and of whose end the browser has not heard. */
  get lost(): readonly TaskRecord[] {
    return this.#lost
  }

  /** The browser hears of the end of a task that was lost. */
  removeLost(record: TaskRecord): void {
    this.#lost = this.#lost.filter((each) => each !== record)
  }

  /**
   * Asks tasks to end.
   *
   * @param why - ends the sentence "… was cancelled: …"
   */
  cancel(why: string): void {
    for (const task of this.#running) task.cancel(why)
  }

  /** Asks the tasks of one event to end. */
  cancelEvent(state: string, event: string): void {
    for (const task of this.#running) {
      if (task.state === state && task.event === event) task.cancel('it was asked to end')
    }
  }

  /**
   * Lets tasks change nothing any more: the tab is not theirs.
   *
   * @param why - ends the sentence "… was cancelled: …"
   */
  close(why: string): void {
    for (const task of this.#running) task.close(why)
  }

  /**
   * Looks after a while whether to go on. A later call takes the place of this one.
   *
   * @param time - milliseconds
   */
  checkAfter(time: number, check: () => void): void {
    clearTimeout(this.#countdown)
    if (this.size > 0) this.#countdown = setTimeout(check, time).unref()
  }

  /** Resolves when no task runs. */
  settled(): Promise<void> {
    if (this.size === 0) return Promise.resolve()
    return new Promise((resolve) => this.#settled.push(resolve))
  }

  /** No task runs. */
  #end(): void {
    clearTimeout(this.#countdown)
    for (const resolve of this.#settled.splice(0)) resolve()
  }
}
