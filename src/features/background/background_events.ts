/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AsyncLocalStorage } from 'node:async_hooks'
import { closeSession, extrasOf } from '../../adonis/main.ts'
import { prepareHandler } from '../../state/main.ts'
import type { EventCall, EventRun, Feature, Tab, TabPart, Updates } from '../../tabs/main.ts'
import { BACKGROUND } from './task_runner.ts'
import type { BegunEvent, TaskRunner } from './task_runner.ts'

/**
 * Events with `background: true`: their turn ends when they have begun, and what they do afterwards
 * has turns of its own.
 */
export class BackgroundEvents implements Feature {
  readonly name = BACKGROUND
  #runner: TaskRunner
  #updates: Updates

  constructor(runner: TaskRunner, updates: Updates) {
    this.#runner = runner
    this.#updates = updates
  }

  attach(tab: Tab): TabPart {
    return this.#runner.attach(tab)
  }

  /**
   * @throws E_TOO_MANY_TASKS, E_EVENT_ARGUMENT
   */
  claim({
    tab,
    visitor,
    shown,
    definition,
    event,
    args,
  }: EventCall): EventRun<BegunEvent> | undefined {
    if (!event?.background) return undefined
    const checked = args(event)
    this.#runner.admit(tab)
    return {
      handle: async (scope) => {
        const input = await prepareHandler(scope, definition, event, checked)
        const resume = AsyncLocalStorage.snapshot()
        // It may outlast its socket: the task sees to it that it goes on for its own user only
        const update: BegunEvent['update'] = (work) =>
          this.#updates.run(tab, {
            visitor: tab.visitor ?? visitor,
            shown,
            definition,
            event: event.name,
            handle: work,
          })
        return { definition, event, input, ctx: scope.ctx, resume, update }
      },
      answer: (begun, { id, redirected }) => {
        if (redirected) return undefined
        const session = begun.ctx && extrasOf(begun.ctx).session
        if (session) closeSession(session)
        this.#runner.start(tab, id, begun)
        return { b: 1 }
      },
    }
  }
}
