/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { UpdateFrame } from '../protocol/main.ts'
import type { Environment } from './environment.ts'
import { carriedFailure, unknownOutcome } from './errors.ts'
import type { ReflexError } from './errors.ts'
import type { CarriedCall, Message } from './outbox.ts'

/** Where calls wait for the document to be loaded again. */
const KEY = 'reflex:calls'

/** What is nothing for a storage: calls that have some of it in them are not kept. */
const SECRET = /password|secret|token/i

interface Carried {
  /** Id of the tab. */
  tab: string
  /** In the order in which they were made. */
  calls: (CarriedCall & { isSecret?: true })[]
}

/** Who hears what came of calls of the document before. */
export interface CarriedHandler {
  failed(error: ReflexError, call: { state: string; event: string }): void
  news(frame: UpdateFrame): void
}

/**
 * Keeps calls without an answer over a reload that the page itself begins.
 *
 * @param tab - id of the tab
 */
export function keepCalls(
  { storage }: Environment,
  tab: string,
  calls: readonly CarriedCall[]
): void {
  if (!storage || calls.length === 0) return
  const carried: Carried = { tab, calls: calls.map(withoutSecrets) }
  try {
    storage.setItem(KEY, JSON.stringify(carried))
  } catch {
    // The storage is full
  }
}

/** A connection is there: what was kept is on its way. */
export function forgetCalls({ storage }: Environment): void {
  try {
    storage?.removeItem(KEY)
  } catch {
    // It could not be kept either
  }
}

/**
 * Goes on with calls that the document before has left without an answer. Those of another tab are not
 * made in this one, whose visitor may be another.
 */
export function carryOn(
  environment: Environment,
  connection: { tab: string; carryOn(message: Message, id: number): void },
  handler: CarriedHandler
): void {
  for (const { id, frame } of take(environment, connection.tab, handler)) {
    const fail = (error: ReflexError) => handler.failed(error, { state: frame.s, event: frame.e })
    const message: Message = {
      frame,
      answer: (answer) => {
        if (answer.x && answer.x.code !== 'E_VALIDATION_ERROR') fail(carriedFailure(answer.x))
        handler.news(answer)
      },
      over: (known) => {
        if (!known) fail(unknownOutcome())
      },
      fail,
    }
    connection.carryOn(message, id)
  }
}

function withoutSecrets(call: CarriedCall): Carried['calls'][number] {
  if (!SECRET.test(JSON.stringify(call.frame))) return call
  const { t, s, e } = call.frame
  return { id: call.id, frame: { t, s, e }, isSecret: true }
}

/** Another script may have written what is there. */
function take(environment: Environment, tab: string, handler: CarriedHandler): CarriedCall[] {
  try {
    const carried = JSON.parse(environment.storage?.getItem(KEY) ?? 'null') as Carried | null
    if (!carried) return []
    forgetCalls(environment)
    const isSame = carried.tab === tab
    for (const { frame, isSecret } of carried.calls) {
      if (isSecret || !isSame) handler.failed(unknownOutcome(), { state: frame.s, event: frame.e })
    }
    return isSame ? carried.calls.filter(({ isSecret }) => !isSecret) : []
  } catch {
    return []
  }
}
