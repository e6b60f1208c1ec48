/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RequestValidator } from '@adonisjs/core/http'
import type { HttpContext } from '@adonisjs/core/http'
import type { Action, JsonValue } from '../protocol/main.ts'
import { runningWork, traced } from '../telemetry/main.ts'
import { splitResult } from './actions.ts'
import type { Scope } from './contracts.ts'
import { runInScope } from './current.ts'
import type { EventDefinition, StateDefinition } from './definition.ts'
import { assertJson } from './delta/json.ts'
import { E_STATE_PRIVATE_MEMBER } from './exceptions.ts'
import { plain } from './plain.ts'
import type { EventScope } from './scope.ts'
import { guardSession } from './session_guard.ts'
import type { State } from './state.ts'
import type { AnyValidator } from './validator.ts'

/** What a handler runs in: the transaction of an event, or what a feature has in its place. */
export interface HandlerScope extends Scope {
  view(definition: StateDefinition): State
  /** Notes actions for the browser, in order. */
  collect(actions: readonly Action[]): void
}

type HandlerMap = Record<string, (...args: unknown[]) => unknown>

/**
 * Runs the handler of an event in its turn: asks what guards it, validates its argument, waits for
 * the room of its state, and calls it.
 *
 * @returns what the handler returned for its caller
 * @throws what refuses the event; E_VALIDATION_ERROR, E_ROOM_BUSY, and whatever the handler throws
 */
export async function runHandler(
  scope: EventScope,
  definition: StateDefinition,
  event: EventDefinition,
  args: readonly unknown[]
): Promise<JsonValue | undefined> {
  const run = async () => {
    const input = await prepareHandler(scope, definition, event, args)
    if (definition.inRoom) await scope.hold(definition)
    return callHandler(scope, definition, event, input)
  }
  const around = definition.extension.around?.get(event.name)
  return around ? around.run(scope, args, run) : run()
}

/**
 * Asks whether an event may run, or go on.
 *
 * @throws what refuses it
 */
export async function askGuard(
  scope: EventScope,
  { extension }: StateDefinition,
  { name }: EventDefinition,
  args: readonly unknown[]
): Promise<void> {
  await extension.guards?.get(name)?.admit(scope, args)
}

/**
 * Gets everything ready for the handler of an event: asks what guards it, forgets what the last
 * validation has refused, and validates its argument.
 *
 * @returns the arguments of the handler
 * @throws what refuses the event; E_VALIDATION_ERROR
 */
export async function prepareHandler(
  scope: EventScope,
  definition: StateDefinition,
  event: EventDefinition,
  args: readonly unknown[]
): Promise<readonly unknown[]> {
  const { ctx } = scope
  if (ctx) guardSession(ctx)
  const guard = definition.extension.guards?.get(event.name)
  // Most have nothing to wait for
  const asked = guard?.admit(scope, args)
  if (asked) await asked
  const state = scope.view(definition)
  // Looked at, not read: reading an object opens a draft, which most events never need
  const errors = scope.peek(definition.treeKey('errors'), 'errors') as State['errors']
  if (Object.keys(errors).length > 0) state.errors = {}
  if (!event.validator) return args
  const input = [await validateInput(ctx, event.validator, args[0]), ...args.slice(1)]
  await guard?.confirm?.(scope, input)
  return input
}

/**
 * Calls the handler of an event, flushes at each `yield`, and collects its actions.
 *
 * @returns what the handler returned for its caller
 * @throws whatever the handler throws
 */
export async function callHandler(
  scope: HandlerScope,
  definition: StateDefinition,
  event: EventDefinition,
  input: readonly unknown[]
): Promise<JsonValue | undefined> {
  const state = scope.view(definition)
  try {
    const origin = `${definition.id}.${event.name}`
    return await traced(
      'handler',
      () => ({ state: definition.id, event: event.name }),
      () =>
        runInScope(scope, origin, () =>
          runningWork.watch(origin, () => call(scope, state, event.name, input))
        )
    )
  } catch (error) {
    throw explainPrivateMember(error, definition)
  }
}

async function call(
  scope: HandlerScope,
  state: State,
  name: string,
  args: readonly unknown[]
): Promise<JsonValue | undefined> {
  let result = await (state as unknown as HandlerMap)[name](...args)
  if (isAsyncIterator(result)) result = await drain(scope, result)
  const { actions, value } = splitResult(result)
  scope.collect(actions)
  if (value === undefined) return undefined
  assertJson(value, `${name}()`)
  return plain(value)
}

/** Runs a generator to its end. Each step is sent as soon as it is there. */
async function drain(scope: HandlerScope, steps: AsyncIterator<unknown>): Promise<unknown> {
  for (;;) {
    const { done, value } = await steps.next()
    if (done) return value
    scope.collect(splitResult(value).actions)
    await scope.flush()
  }
}

/**
 * Validates with the messages and the reporter that a controller would have, so translations work.
 * `request.validateUsing` itself takes the request's own data where the argument is falsy.
 *
 * @param ctx - of the request; none with `static bridge = 'none'`
 * @throws E_VALIDATION_ERROR
 */
export async function validateInput(
  ctx: HttpContext | undefined,
  validator: AnyValidator,
  data: unknown
): Promise<unknown> {
  if (!ctx) return validator.validate(data)
  const { messagesProvider, errorReporter } = RequestValidator
  const reporter = errorReporter?.(ctx)
  return validator.validate(data, {
    ...(messagesProvider && { messagesProvider: messagesProvider(ctx) }),
    ...(reporter && { errorReporter: () => reporter }),
  })
}

function isAsyncIterator(value: unknown): value is AsyncIterator<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { next?: unknown }).next === 'function' &&
    (Symbol.asyncIterator in value || Symbol.iterator in value)
  )
}

/** Instances are made without their constructor, so `#private` members do not exist on them. */
function explainPrivateMember(error: unknown, definition: StateDefinition): unknown {
  if (
    !(error instanceof TypeError) ||
    !/private (member|field|method)|must be (an instance of|class)/.test(error.message)
  ) {
    return error
  }
  return new E_STATE_PRIVATE_MEMBER([definition.id, error.message], { cause: error })
}
