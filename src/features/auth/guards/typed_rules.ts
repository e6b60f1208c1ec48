/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AnyAbility, PolicyClass } from '../../../policies/main.ts'
import type { GuardOptions } from './options.ts'

/** What a row of a table has as its primary key. */
export type Key = string | number

/** A model of Lucid, as far as rows are found. */
export interface ModelClass {
  new (): object
  boot(): void
  readonly table: string
  readonly connection?: string
  readonly primaryKey: string
}

type Answer = boolean | { authorized: boolean }

/** What decides something. */
type Decides = (...args: never[]) => Answer | Promise<Answer>

/** Methods that bouncer calls around each of the others. */
type Hook = 'before' | 'after'

/** Names of the methods of a policy that decide something. */
export type MethodOf<P extends PolicyClass> = Exclude<
  {
    [K in keyof InstanceType<P>]: InstanceType<P>[K] extends Decides ? K : never
  }[keyof InstanceType<P>] &
    string,
  Hook
>

/** What something is asked about, besides the user. */
type About<F> = F extends (user: never, ...about: infer A) => unknown ? A : never

type AboutMethod<P extends PolicyClass, K> = K extends keyof InstanceType<P>
  ? About<InstanceType<P>[K]>
  : never

/** Nothing, where it needs only the user; what to do otherwise. */
type NeedsUser<A> = [] extends A
  ? unknown
  : { error: 'It is asked about something else than the user: name a model' }

/** Nothing, where it can be asked about a row; what is wrong otherwise. */
type TakesRow<A, M extends ModelClass> = A extends []
  ? unknown
  : [InstanceType<M>] extends A
    ? unknown
    : { error: 'It is not asked about a row of this model' }

/** An ability that needs only the user. */
export type UserAbility<A extends AnyAbility> = NeedsUser<About<A['original']>>

/** A method of a policy that needs only the user. */
export type UserMethod<P extends PolicyClass, K> = NeedsUser<AboutMethod<P, K>>

/** A model whose rows an ability can be asked about. */
export type AbilityModel<A extends AnyAbility, M extends ModelClass> = TakesRow<
  About<A['original']>,
  M
>

/** A model whose rows a method of a policy can be asked about. */
export type MethodModel<P extends PolicyClass, K, M extends ModelClass> = TakesRow<
  AboutMethod<P, K>,
  M
>

/** A rule that needs only the user, or what is wrong with it. */
export type UserRule<R> = R extends readonly [infer P extends PolicyClass, infer K]
  ? K extends MethodOf<P>
    ? R & UserMethod<P, K>
    : { error: 'The policy has no such method' }
  : R extends AnyAbility
    ? R & UserAbility<R>
    : { error: 'Write an ability, or a policy and the name of its method' }

/** Rules that need only the user. */
type UserRules<R extends readonly unknown[]> = { [I in keyof R]: UserRule<R[I]> }

/** What the compiler alone checks of the options of a guard. */
export type CheckedGuard<O> = {
  [K in keyof O]: K extends 'can'
    ? O[K] extends readonly unknown[]
      ? UserRules<O[K]>
      : O[K]
    : K extends keyof GuardOptions
      ? O[K]
      : { error: 'A guard has no such option' }
}

/** Nothing, where the first argument of an event is a key, or has one by that name; what to do otherwise. */
export type KeyArgument<H, By extends string | undefined> = H extends (
  ...args: infer A extends [unknown, ...unknown[]]
) => unknown
  ? By extends string
    ? A[0] extends { [K in By]: Key }
      ? unknown
      : { error: 'The first argument of the event has no key by this name' }
    : [A[0]] extends [Key]
      ? unknown
      : { error: 'The first argument of the event is not a key: write (id: number)' }
  : { error: 'The event takes the key of the row as its first argument' }
