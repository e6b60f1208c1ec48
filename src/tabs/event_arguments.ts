/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import { errors } from '../state/main.ts'
import type { EventDefinition } from '../state/main.ts'

function isScalar(value: unknown): boolean {
  return value === null || typeof value !== 'object'
}

/**
 * Checks the arguments of an event before its handler sees them. Objects pass only where a
 * validator describes them, so that none reaches a query as an operator by mistake. One that the
 * handler does not ask for, such as the fields of a form whose action takes nothing, is left out.
 *
 * @returns the arguments for the handler
 * @throws E_EVENT_ARGUMENT
 */
export function checkArguments(event: EventDefinition, args: JsonValue[]): JsonValue[] {
  const first = event.validator ? 1 : 0
  for (let index = first; index < args.length; index++) {
    if (isScalar(args[index])) continue
    if (!event.validator && index >= event.arity) return args.slice(0, index)
    throw new errors.E_EVENT_ARGUMENT([
      index + 1,
      event.name,
      event.validator
        ? 'Only the first argument is validated; put everything into one object'
        : 'Without a validator only JSON scalars are let through: @rx.event(validator)',
    ])
  }
  return args
}
