/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { WelcomeFrame } from '../../protocol/main.ts'
import type { TabPart } from '../../tabs/main.ts'
import type { Task, TaskRecord } from './task.ts'

/** What happens to a tab that concerns more than the list of its tasks. */
export type TaskListHooks = Pick<Required<TabPart>, 'takenUp' | 'disconnected'>

/**
 * The tasks of a tab: those that run, and those that were lost with another process.
 */
export class TaskList implements TabPart {
  readonly takenUp: TaskListHooks['takenUp']
  readonly disconnected: TaskListHooks['disconnected']
  #running: Task[] = []
  #lost: readonly TaskRecord[] = []
  /** Begin the handlers of tasks that are not stored yet. */
  #starters: (() => void)[] = []
  #settled: (() => void)[] = []
  #countdown: NodeJS.Timeout | undefined

  constructor({ takenUp, disconnected }: TaskListHooks) {
    this.takenUp = takenUp
    this.disconnected = disconnected
  }

  /** How many tasks run. */
  get running(): number {
    return this.#running.length
  }

  /** The tasks whose end the browser has not heard of. */
  get records(): TaskRecord[] {
    return [...this.#lost, ...this.#running].map(({ id, state, event }) => ({ id, state, event }))
  }

  /**
   * @param begin - calls the handler, once the tab is stored with the task
   */
  add(task: Task, begin: () => void): void {
    this.#running.push(task)
    this.#starters.push(begin)
  }

  /** The handlers of new tasks may begin: a crash finds them in the store. */
  stored(): void {
    if (this.#starters.length === 0) return
    for (const begin of this.#starters.splice(0)) begin()
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
  abandoned(why: string): void {
    const left = this.#running.splice(0)
    this.#lost = [...this.#lost, ...left.map(({ id, state, event }) => ({ id, state, event }))]
    for (const task of left) task.close(why)
    this.#end()
  }

  /** Whether the task is still this process' business. */
  has(task: Task): boolean {
    return this.#running.includes(task)
  }

  pack(): TaskRecord[] | undefined {
    const { records } = this
    return records.length > 0 ? records : undefined
  }

  /**
   * Another process has begun these, and is gone.
   *
   * @param packed - what a store has kept
   * @throws TypeError where that is no list of tasks
   */
  restore(packed: unknown): void {
    if (!Array.isArray(packed) || !packed.every(isTaskRecord)) {
      throw new TypeError('What the store has kept is not a list of background events')
    }
    this.#lost = packed.map(({ id, state, event }) => ({ id, state, event }))
  }

  /** Frames that end these tasks will follow. */
  welcome(): Partial<WelcomeFrame> | undefined {
    const { records } = this
    return records.length > 0 ? { tasks: records.map(({ id }) => id) } : undefined
  }

  worksOn(id: number): boolean {
    return this.records.some((task) => task.id === id)
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
  draining(why: string): void {
    for (const task of this.#running) task.cancel(why)
  }

  /** Asks the tasks of one event to end. */
  cancel(state: string, event: string): void {
    for (const task of this.#running) {
      if (task.state === state && task.event === event) task.cancel('it was asked to end')
    }
  }

  /**
   * Lets tasks change nothing any more: the tab is not theirs.
   *
   * @param why - ends the sentence "… was cancelled: …"
   */
  disowned(why: string): void {
    for (const task of this.#running) task.close(why)
  }

  ended(why: string): void {
    this.disowned(why)
  }

  /**
   * Looks after a while whether to go on. A later call takes the place of this one.
   *
   * @param time - milliseconds
   */
  checkAfter(time: number, check: () => void): void {
    clearTimeout(this.#countdown)
    if (this.running > 0) this.#countdown = setTimeout(check, time).unref()
  }

  /** Resolves when no task runs. */
  settled(): Promise<void> {
    if (this.running === 0) return Promise.resolve()
    return new Promise((resolve) => this.#settled.push(resolve))
  }

  /** No task runs. */
  #end(): void {
    clearTimeout(this.#countdown)
    for (const resolve of this.#settled.splice(0)) resolve()
  }
}

function isTaskRecord(value: unknown): value is TaskRecord {
  const { id, state, event } = (value ?? {}) as Partial<TaskRecord>
  const isId = Number.isSafeInteger(id) && id! > 0
  return isId && typeof state === 'string' && typeof event === 'string'
}
