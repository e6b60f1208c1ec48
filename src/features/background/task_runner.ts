/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { EventFields } from '../../logging/main.ts'
import type { Action, EventError, UpdateFrame } from '../../protocol/main.ts'
import { askGuard, callHandler, runInScope } from '../../state/main.ts'
import type {
  EventDefinition,
  EventScope,
  StateDefinition,
  StateRegistry,
} from '../../state/main.ts'
import {
  actorOf,
  applyChange,
  fieldErrors,
  isSameActor,
  isValidationError,
  noteErrors,
  tabErrors,
  toEventError,
} from '../../tabs/main.ts'
import type { Tab, TabAnnouncer, Transactions, Turns } from '../../tabs/main.ts'
import { runningWork } from '../../telemetry/main.ts'
import { BackgroundScope } from './background_scope.ts'
import { E_EVENT_INTERRUPTED, E_TOO_MANY_TASKS } from './exceptions.ts'
import { Task } from './task.ts'
import type { TaskRecord } from './task.ts'
import { TaskList } from './task_list.ts'

/** A background event whose turn is over, and whose handler may begin. */
export interface BegunEvent {
  definition: StateDefinition
  event: EventDefinition
  /** Arguments of the handler, validated. */
  input: readonly unknown[]
  /** Its request; none with `static bridge = 'none'`. */
  ctx: HttpContext | undefined
  /** Runs code in the async context of its request. */
  resume: <T>(callback: () => T) => T
  /** Runs code on the states in the tab's turn, and sends what it has changed. */
  update: <T>(work: (scope: EventScope) => Promise<T>) => Promise<T>
}

export interface TaskRunnerOptions extends BackgroundLimits {
  registry: StateRegistry
  transactions: Transactions
  turns: Turns
  /** Tells the application's exception handler, or the log where there is no request. */
  report: (error: unknown, ctx: HttpContext | undefined, of: EventFields) => Promise<void>
  /** Hears of those that are over; nobody does in an event request of a test. */
  announcer?: TabAnnouncer
  development: boolean
}

/** What background events may use. */
export interface BackgroundLimits {
  /** Background events that a tab may run at once. */
  limit: number
  /** Milliseconds without a socket after which a tab's background events are cancelled. */
  cancelAfter: number
}

/** Under which a tab has its background events. */
export const BACKGROUND = 'background'

/** The background events of a tab. */
export function tasksOf(tab: Tab): TaskList {
  return tab.parts.get(BACKGROUND) as TaskList
}

/** The frame that ends a task, but for its number. */
type End = Omit<UpdateFrame, 'n'> & { e: number }

/**
 * Runs the handlers of background events beside the queue of their tab.
 */
export class TaskRunner {
  #options: TaskRunnerOptions

  constructor(options: TaskRunnerOptions) {
    this.#options = options
  }

  /** The background events of a new tab. */
  attach(tab: Tab): TaskList {
    return new TaskList({
      takenUp: () => this.#takeUp(tab),
      disconnected: () => this.#disconnected(tab),
    })
  }

  /**
   * Whether a tab may run another background event.
   *
   * @throws E_TOO_MANY_TASKS
   */
  admit(tab: Tab): void {
    const { limit } = this.#options
    if (tasksOf(tab).running >= limit) throw new E_TOO_MANY_TASKS([limit])
  }

  /**
   * Makes an event a task of its tab. Its handler begins when the tab is stored.
   *
   * @param id - of the event
   */
  start(tab: Tab, id: number, begun: BegunEvent): void {
    const { definition, event, ctx } = begun
    const record = { id, state: definition.id, event: event.name }
    const task = new Task(record, ctx && actorOf(ctx))
    const of = { tab: tab.id, state: definition.id, event: event.name }
    tasksOf(tab).add(task, () => this.#watch(this.#run(tab, task, begun), of))
    if (tab.draining) task.cancel('the server goes away')
    if (!tab.connected) this.#disconnected(tab)
  }

  /** A browser that stays away wants nothing any more. */
  #disconnected(tab: Tab): void {
    const tasks = tasksOf(tab)
    tasks.checkAfter(this.#options.cancelAfter, () => {
      if (!tab.connected) tasks.draining('its browser has been away for too long')
    })
  }

  /** Ends what a process ran that is gone. */
  #takeUp(tab: Tab): void {
    const { lost } = tasksOf(tab)
    if (lost.length === 0) return
    const told = this.#options.turns.run(tab, async () => {
      for (const record of tasksOf(tab).lost) await this.#interrupt(tab, record)
    })
    this.#watch(told, { tab: tab.id, state: lost[0].state })
  }

  /** Nobody awaits this work, and it may fail. */
  #watch(work: Promise<unknown>, of: EventFields): void {
    void work.catch((error: unknown) => this.#options.report(error, undefined, of))
  }

  async #run(tab: Tab, task: Task, begun: BegunEvent): Promise<void> {
    const { definition, event, input, resume } = begun
    const scope = this.#scope(tab, task, begun)
    const end: End = { e: task.id }
    let failure: { error: unknown } | undefined
    const start = performance.now()
    try {
      const name = `${definition.id}.${event.name}`
      const value = await runningWork.run(name, () =>
        resume(() => callHandler(scope, definition, event, input))
      )
      if (task.closed) throw task.signal.reason
      if (value !== undefined) end.r = value
      if (scope.actions.length > 0) end.a = scope.actions
    } catch (error) {
      failure = { error: task.isCancellation(error) ? task.signal.reason : error }
    }
    task.end()
    const of = { tab: tab.id, state: definition.id, event: event.name }
    if (failure) end.x = await this.#reportFailure(task, begun, failure.error, of)
    const { announcer } = this.#options
    announcer?.completed(tab, {
      kind: 'background',
      state: of.state,
      event: of.event,
      start,
      failure: end.x,
    })
    const tasks = tasksOf(tab)
    // The next process says that it was interrupted
    if (!tasks.has(task)) return
    await this.#options.turns.run(tab, async () => {
      if (failure && isValidationError(failure.error)) {
        Object.assign(end, await this.#note(tab, definition, fieldErrors(failure.error)))
      }
      if (!tasks.has(task)) return
      tasks.remove(task)
      // It may have waited for its turn until the tab was another user's
      tab.outbox.push(task.closed ? { e: task.id, x: this.#errorOf(task.signal.reason) } : end)
    })
    // Of a tab that is not here any more, too
    tasks.remove(task)
  }

  /** Lets the state tell what its handler's own validation has refused. */
  async #note(tab: Tab, definition: StateDefinition, fields: Record<string, string>) {
    try {
      return applyChange(tab, noteErrors(tab, definition, fields))
    } catch (error) {
      await this.#options.report(error, undefined, { tab: tab.id, state: definition.id })
      return {}
    }
  }

  #scope(tab: Tab, task: Task, begun: BegunEvent): BackgroundScope {
    const { registry, turns } = this.#options
    const enqueue = <T>(work: () => Promise<T>) => turns.run(tab, work)
    return new BackgroundScope({
      registry,
      ctx: begun.ctx,
      signal: () => task.heedSignal(),
      look: () => {
        // The states may be those of the next user
        if (task.closed) throw task.signal.reason
        return tab.states.openScope({ ctx: begun.ctx })
      },
      update: (work) => task.update(enqueue, () => this.#update(task, begun, work)),
      send: (actions: Action[]) =>
        task.update(enqueue, async () => tab.outbox.push({ a: actions })),
      cancel: (state, name) => tab.parts.cancel(state, name),
    })
  }

  async #update<T>(
    task: Task,
    begun: BegunEvent,
    work: (scope: EventScope) => Promise<T>
  ): Promise<T> {
    try {
      return await begun.update(async (scope) => {
        const { ctx } = scope
        // What one user has begun does not go on for another, and what a guest has begun for nobody else
        if (ctx && task.actor && !isSameActor(task.actor, actorOf(ctx))) {
          task.close('somebody has signed in or out')
          throw task.signal.reason
        }
        // Each step is a request: whoever may not begin the event any more, does not go on with it
        if (ctx) await askGuard(scope, begun.definition, begun.event, begun.input)
        const value = await work(scope)
        if (ctx) task.actor = actorOf(ctx)
        return value
      })
    } catch (error) {
      if (!(error instanceof tabErrors.E_UPDATE_REFUSED)) task.noteReported(error)
      throw error
    }
  }

  /** Reports a failure, once, and says what the page is told of it. */
  async #reportFailure(
    task: Task,
    { ctx }: BegunEvent,
    error: unknown,
    of: EventFields
  ): Promise<EventError> {
    const { report } = this.#options
    const { aborted, reason } = task.signal
    const isExpected = isValidationError(error) || (aborted && error === reason)
    if (!isExpected && !task.wasReported(error)) await report(error, ctx, of)
    return this.#errorOf(error, ctx)
  }

  #errorOf(error: unknown, ctx?: HttpContext): EventError {
    const { development } = this.#options
    return toEventError(error, { development, requestId: ctx?.request.id() })
  }

  async #interrupt(tab: Tab, record: TaskRecord): Promise<void> {
    const { registry, transactions, report } = this.#options
    const { id, state, event } = record
    const end: End = { e: id, x: this.#errorOf(new E_EVENT_INTERRUPTED([event])) }
    const definition = registry.get(state)
    try {
      const { change } = await transactions.transact(
        tab,
        { ctx: undefined, page: tab.shown?.page },
        async (scope) => {
          if (!definition) return
          await scope.hold(definition)
          const view = scope.view(definition)
          const origin = `${state}.$interrupted`
          await runInScope(scope, origin, () => scope.update(() => view.$interrupted(event)))
        }
      )
      Object.assign(end, applyChange(tab, change))
    } catch (error) {
      await report(error, undefined, { tab: tab.id, state, event })
    }
    tasksOf(tab).removeLost(record)
    tab.outbox.push(end)
  }
}
