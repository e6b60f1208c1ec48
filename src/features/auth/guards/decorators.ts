/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import type { Duration } from '../../../option_values.ts'
import type { AnyAbility, AnyRule, PolicyClass } from '../../../policies/main.ts'
import { noteGuard } from './notes.ts'
import type { GuardNote } from './notes.ts'
import type { GuardOptions, SubjectOptions } from './options.ts'
import type {
  AbilityModel,
  CheckedGuard,
  KeyArgument,
  MethodModel,
  MethodOf,
  ModelClass,
  UserAbility,
  UserMethod,
} from './typed_rules.ts'

type Handler = (...args: never[]) => unknown

/** Decorates an event. */
type EventDecorator = <T extends object, H extends Handler>(
  target: T,
  key: string,
  descriptor: TypedPropertyDescriptor<H>
) => void

/** Decorates an event that is about a row. */
type SubjectDecorator<By extends string | undefined> = <T extends object, H extends Handler>(
  target: T,
  key: string,
  descriptor: TypedPropertyDescriptor<H> & KeyArgument<H, By>
) => void

/**
 * Lets an event run only for those who are, or may do, what is named. Others are led to the login, or refused. A whole state
 * is guarded by `static guard`, with the same options.
 *
 * @param options - what must be so. Several guards of one event must all let it through
 *
 * @example
 * ```ts
 * @rx.guard({ verified: true, can: [[OrderPolicy, 'create']] })
 * @rx.event() async order() {}
 * ```
 */
export function guard<const O extends GuardOptions>(options: O & CheckedGuard<O>): EventDecorator {
  return decorate('rx.guard', { options: [options] })
}

/**
 * Lets an event run only for those who have shown lately who they are, by `recentLogin.confirm()`.
 *
 * @param within - milliseconds, or a text such as `15m`
 *
 * @example
 * ```ts
 * @rx.recent('15m') @rx.event() async erase() {}
 * ```
 */
export function recent(within: Duration): EventDecorator {
  return decorate('rx.recent', { options: [{ recent: within }] })
}

/**
 * Lets an event run only for those who may: asks an ability, or a method of a policy, of @adonisjs/bouncer.
 *
 * With a model, it is asked about a row: the one with the first argument of the event as its primary key, among those that
 * the scope `visibleTo` of the model leaves to the user. Where there is none, the event is refused as not found. The handler
 * gets the row by `rx.subject()`.
 *
 * @param options - `by` names the property of the first argument that has the key
 *
 * @example
 * ```ts
 * @rx.can(OrderPolicy, 'refund', Order)
 * @rx.event() async refund(id: number) {
 *   await rx.subject(Order).refund()
 * }
 * ```
 */
export function can<A extends AnyAbility>(ability: A & UserAbility<A>): EventDecorator
export function can<
  A extends AnyAbility,
  M extends ModelClass,
  By extends string | undefined = undefined,
>(ability: A, model: M & AbilityModel<A, M>, options?: SubjectOptions<By>): SubjectDecorator<By>
export function can<P extends PolicyClass, K extends MethodOf<P>>(
  policy: P,
  method: K & UserMethod<P, K>
): EventDecorator
export function can<
  P extends PolicyClass,
  K extends MethodOf<P>,
  M extends ModelClass,
  By extends string | undefined = undefined,
>(
  policy: P,
  method: K,
  model: M & MethodModel<P, K, M>,
  options?: SubjectOptions<By>
): SubjectDecorator<By>
export function can(...given: unknown[]): EventDecorator {
  const isPolicy = typeof given[0] === 'function'
  const rule = (isPolicy ? given.slice(0, 2) : given[0]) as AnyRule
  const [model, options] = given.slice(isPolicy ? 2 : 1) as [ModelClass?, SubjectOptions?]
  return decorate(
    'rx.can',
    model === undefined
      ? { options: [{ can: [rule] }] }
      : { subjects: [{ rule, model, by: options?.by }] }
  )
}

function decorate(decorator: string, note: Partial<GuardNote>): EventDecorator {
  return (target: object, key: string, descriptor?: PropertyDescriptor): void => {
    if (typeof descriptor?.value !== 'function') {
      throw new RuntimeException(
        `Cannot use @${decorator}() on "${target.constructor.name}.${String(key)}": it is for events`
      )
    }
    noteGuard(target.constructor, key, note)
  }
}
