/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { MultipartFile } from '@adonisjs/core/bodyparser'
import type { JsonValue } from '../protocol/main.ts'
import { errors } from '../state/main.ts'
import type { EventDefinition } from '../state/main.ts'

/** By which validators tell a file, whoever has written it. */
const FILE_MARK = 'isMultipartFile'

function isScalar(value: unknown): value is string | number | boolean | null | undefined {
  return value === null || typeof value !== 'object'
}

/** Whether a visitor has written something so that it looks like a file that has come, with a path of their choice. */
function feignsFile(argument: unknown): boolean {
  const left: unknown[] = [argument]
  while (left.length > 0) {
    const value = left.pop()
    if (isScalar(value) || value instanceof MultipartFile) continue
    if (Object.hasOwn(value as object, FILE_MARK)) return true
    for (const each of Object.values(value as object)) left.push(each)
  }
  return false
}

/**
 * Checks the arguments of an event before its handler sees them. Objects pass only where a
 * validator describes them, so that none reaches a query as an operator by mistake. One that the
 * handler does not ask for, such as the fields of a form whose action takes nothing, is left out.
 * None passes for a file that is not one: validators and handlers would believe what it says.
 *
 * @returns the arguments for the handler
 * @throws E_EVENT_ARGUMENT
 */
export function checkArguments(event: EventDefinition, args: JsonValue[]): JsonValue[] {
  const first = event.validator ? 1 : 0
  if (event.validator && feignsFile(args[0])) {
    throw new errors.E_EVENT_ARGUMENT([1, event.name, 'What only looks like a file is none'])
  }
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
