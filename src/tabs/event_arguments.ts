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
 * validator describes them, so that none reaches a query as an operator by mistake.
 *
 * @throws E_EVENT_ARGUMENT
 */
export function checkArguments(event: EventDefinition, args: JsonValue[]): void {
  const first = event.validator ? 1 : 0
  for (let index = first; index < args.length; index++) {
    if (isScalar(args[index])) continue
    throw new errors.E_EVENT_ARGUMENT([
      index + 1,
      event.name,
      event.validator
        ? 'Only the first argument is validated; put everything into one object'
        : 'Without a validator only JSON scalars are let through: @rx.event(validator)',
    ])
  }
}
