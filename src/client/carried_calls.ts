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

/** More than any tab has: later ids are counted from the highest. */
const MOST_CALLS = 2 ** 40

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
 *
 * @returns tells of those that are lost. React must have taken the page up by then, which has no toasts
 */
export function carryOn(
  environment: Environment,
  connection: { tab: string; carryOn(message: Message, call: CarriedCall): void },
  handler: CarriedHandler
): () => void {
  const carried = take(environment)
  const lost: (() => void)[] = []
  for (const call of carried?.calls ?? []) {
    const { frame } = call
    const fail = (error: ReflexError) => handler.failed(error, { state: frame.s, event: frame.e })
    if (call.isSecret || carried?.tab !== connection.tab) {
      lost.push(() => fail(unknownOutcome()))
      continue
    }
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
    connection.carryOn(message, call)
  }
  return () => {
    for (const tell of lost.splice(0)) tell()
  }
}

function withoutSecrets(call: CarriedCall): Carried['calls'][number] {
  if (!SECRET.test(JSON.stringify(call.frame))) return call
  const { t, s, e } = call.frame
  return { ...call, frame: { t, s, e }, isSecret: true }
}

/**
 * What was kept, as far as it is what this file writes. An older version, an extension or another script
 * may have written what is there, and nothing of it may keep the page from its connection.
 */
function take(environment: Environment): Carried | undefined {
  let carried: unknown
  try {
    const text = environment.storage?.getItem(KEY)
    forgetCalls(environment)
    carried = JSON.parse(text ?? 'null')
  } catch {
    return undefined
  }
  const { tab, calls } = (carried ?? {}) as Partial<Record<keyof Carried, unknown>>
  if (typeof tab !== 'string' || !Array.isArray(calls)) return undefined
  return { tab, calls: calls.filter((call) => isCall(call)) }
}

function isCall(value: unknown): value is Carried['calls'][number] {
  const { id, user, isSecret, frame } = (value ?? {}) as Record<string, unknown>
  return (
    Number.isInteger(id) &&
    (id as number) >= 0 &&
    (id as number) <= MOST_CALLS &&
    (user === undefined || typeof user === 'string') &&
    (isSecret === undefined || isSecret === true) &&
    isFrame(frame)
  )
}

/** With nothing else in it: its id and number are those of the connection. */
function isFrame(value: unknown): boolean {
  const { t, s, e, a, f, ...rest } = (value ?? {}) as Record<string, unknown>
  return (
    t === 'event' &&
    typeof s === 'string' &&
    typeof e === 'string' &&
    (a === undefined || Array.isArray(a)) &&
    (f === undefined || (Number.isInteger(f) && (f as number) > 0)) &&
    Object.keys(rest).length === 0
  )
}
