/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the policies and abilities of @adonisjs/bouncer, of which it imports nothing but types before one is asked.
 */

export { denialOf } from './ask.ts'
export { E_POLICY_BOUNCER, E_POLICY_TIMEOUT } from './exceptions.ts'
export { isAbility, nameOfRule } from './rules.ts'
export type { AnyAbility, AnyRule, PolicyClass } from './rules.ts'
export { authenticated } from './user.ts'
