/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** An ability of @adonisjs/bouncer, as `Bouncer.ability()` makes it. */
export interface AnyAbility {
  readonly original: (...args: never[]) => unknown
  readonly execute: (...args: never[]) => unknown
}

/** A policy of @adonisjs/bouncer. */
export type PolicyClass = new (...args: never[]) => object

/** What decides whether somebody may do something. */
export type AnyRule = AnyAbility | readonly [policy: PolicyClass, method: string]

export function isAbility(value: unknown): value is AnyAbility {
  const { original, execute } = (value ?? {}) as Partial<AnyAbility>
  return typeof original === 'function' && typeof execute === 'function'
}

/** What the log calls a rule. An ability has no name of its own. */
export function nameOfRule(rule: AnyRule): string {
  return isAbility(rule) ? 'an ability' : `${rule[0].name}.${rule[1]}`
}
