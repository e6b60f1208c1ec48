/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action } from '../protocol/main.ts'
import type { BrowserAction, StateRegistry } from '../state/main.ts'
import { errors } from '../state/main.ts'
import { E_BROADCAST_EVENT } from './exceptions.ts'
import type { BroadcastRequest } from './local_broadcasts.ts'
import type { ProcessCalls } from './process_calls.ts'
import type { Heard } from './tab_calls.ts'
import { wireTarget } from './tab_target.ts'
import type { TabTarget } from './tab_target.ts'

/** Milliseconds over which the reloads of a broadcast are spread, where it does not say. */
const SPREAD = 10_000

/** Options of `reflex.broadcast()`. */
export interface BroadcastOptions {
  /** Which tabs receive it. */
  to: TabTarget | 'everyone'
}

/** What a broadcast has reached. */
export interface Reached extends Heard {
  /** Number of tabs that received the action, or have the event in their queue. */
  tabs: number
}

/**
 * Sends actions to tabs of all processes.
 */
export class Broadcasts {
  #calls: ProcessCalls
  #states: StateRegistry | undefined

  /**
   * @param states - to check events by; none where states are not loaded
   */
  constructor(calls: ProcessCalls, states?: StateRegistry) {
    this.#calls = calls
    this.#states = states
  }

  /**
   * @throws E_TARGET, E_STATE_UNKNOWN, E_EVENT_UNKNOWN, E_BROADCAST_EVENT
   */
  async send(
    action: BrowserAction | readonly BrowserAction[],
    { to }: BroadcastOptions
  ): Promise<Reached> {
    const actions = [action].flat().map((each) => this.#prepare(each.action))
    const request = { target: wireTarget(to), actions } satisfies BroadcastRequest
    const { answers, unanswered } = await this.#calls.ask<number>(
      'broadcast',
      JSON.parse(JSON.stringify(request))
    )
    return { tabs: answers.reduce((sum, { value }) => sum + value, 0), unanswered }
  }

  #prepare(action: Action): Action {
    if (action.type === 'reload') return { ...action, spread: action.spread ?? SPREAD }
    if (action.type === 'event' && this.#states) {
      const { state, event } = action
      const found = this.#states.require(state).events.get(event)
      if (!found) throw new errors.E_EVENT_UNKNOWN([event, state])
      if (found.background) throw new E_BROADCAST_EVENT([`${state}.${event}`])
    }
    return action
  }
}
