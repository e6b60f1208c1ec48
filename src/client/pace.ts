/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import type { PreparedArguments } from './arguments.ts'
import type { Environment } from './environment.ts'
import type { HeldCalls } from './held_calls.ts'
import { Timer } from './timer.ts'

export type Run = (call: PreparedArguments) => Promise<JsonValue | undefined>

type Clock = Pick<Environment, 'setTimeout' | 'clearTimeout'>

/**
 * Runs the last of the calls that follow each other within a time. All of them settle with it.
 *
 * @param held - gets what sends the call at once, as long as one is held back
 * @param state - id of the state that it is a call of
 */
export function debounced(
  run: Run,
  milliseconds: number,
  clock: Clock,
  held: HeldCalls,
  state: string
): Run {
  let latest: PreparedArguments
  let outcome: PromiseWithResolvers<JsonValue | undefined> | undefined
  const fire = () => {
    timer.stop()
    held.release(fire)
    const settled = outcome
    outcome = undefined
    settled?.resolve(run(latest))
  }
  const timer = new Timer(clock, fire)
  return (call) => {
    latest = call
    if (!outcome) {
      outcome = Promise.withResolvers()
      // Who does not wait for the outcome does not want to hear of its failure either.
      outcome.promise.catch(() => {})
    }
    held.hold(fire, state)
    timer.start(milliseconds)
    return outcome.promise
  }
}

/**
 * Runs the first of the calls within a time. The others are dropped, and settle with it.
 */
export function throttled(run: Run, milliseconds: number, clock: Clock): Run {
  let outcome: Promise<JsonValue | undefined> | undefined
  const timer = new Timer(clock, () => {
    outcome = undefined
  })
  return (call) => {
    if (!outcome) {
      outcome = run(call)
      timer.start(milliseconds)
    }
    return outcome
  }
}
