/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { unknownName } from '../../../option_names.ts'
import type { OptionNames } from '../../../option_names.ts'
import { isAbility } from '../../../policies/main.ts'
import type { AnyRule, PolicyClass } from '../../../policies/main.ts'
import { millisecondsOf } from '../recent/main.ts'
import { E_GUARD_OPTION, E_GUARD_POLICY } from './exceptions.ts'
import type { GuardNote, SubjectRule } from './notes.ts'
import type { GrantingModel, GuardOptions, StateGuardOptions } from './options.ts'
import type { ModelClass } from './typed_rules.ts'

/** What must be so for an event to run, all guards of it taken together. */
export interface Conditions {
  guest: boolean
  user: boolean
  verified: boolean
  /** Milliseconds; undefined where it does not matter. */
  recent: number | undefined
  rules: readonly AnyRule[]
  subjects: readonly SubjectRule[]
}

const NAMES: OptionNames<GuardOptions> = {
  user: true,
  guest: true,
  verified: true,
  recent: true,
  can: true,
}

const STATE_NAMES: OptionNames<StateGuardOptions> = { ...NAMES, depends: true }

/** Methods that bouncer calls around each of the others, and those of JavaScript. */
const NO_RULES = new Set([
  'constructor',
  'before',
  'after',
  ...Object.getOwnPropertyNames(Object.prototype),
])

/**
 * @param where - what is guarded, for the error
 * @throws E_GUARD_OPTION, E_GUARD_POLICY
 */
export function readConditions(where: string, { options, subjects }: GuardNote): Conditions {
  const read = options.map((each) => readOptions(where, each, NAMES))
  for (const { rule, model, by } of subjects) {
    assertRule(where, rule)
    if (!isModel(model)) refuse(where, `${shown(model)} is not a model`)
    if (by !== undefined && (typeof by !== 'string' || by === '')) {
      refuse(where, '"by" names a property of the first argument')
    }
  }
  return all(where, read, subjects)
}

/**
 * What `static guard` says in a class and its parents, and the tables that it depends on.
 *
 * @param where - id of the state, for the error
 * @throws E_GUARD_OPTION, E_GUARD_POLICY
 */
export function readStateConditions(
  where: string,
  options: readonly StateGuardOptions[]
): { conditions: Conditions; depends: readonly GrantingModel[] } {
  const read = options.map((each) => readOptions(where, each, STATE_NAMES))
  const depends = options.flatMap(({ depends: models = [] }) => {
    if (!Array.isArray(models) || !models.every(isModel)) refuse(where, '"depends" lists models')
    return models
  })
  return { conditions: all(where, read, []), depends }
}

function readOptions(
  where: string,
  options: GuardOptions,
  names: Readonly<Record<string, true>>
): Omit<Conditions, 'subjects'> {
  if (typeof options !== 'object' || options === null || Array.isArray(options)) {
    return refuse(where, `${shown(options)} is not an object of options`)
  }
  const unknown = unknownName(options, names)
  if (unknown) refuse(where, `the option "${unknown.name}" does not exist. ${unknown.advice}`)
  if (Object.keys(options).length === 0) refuse(where, 'it asks for nothing')
  for (const name of ['user', 'guest', 'verified'] as const) {
    const value: unknown = options[name]
    if (value !== undefined && value !== true) refuse(where, `"${name}" is true, or left out`)
  }
  const { user, guest, verified, recent, can = [] } = options
  if (!Array.isArray(can)) refuse(where, '"can" lists abilities, or policies with a method')
  for (const rule of can) assertRule(where, rule)
  return {
    guest: guest === true,
    user: user === true || verified === true || recent !== undefined,
    verified: verified === true,
    recent: recent === undefined ? undefined : durationOf(where, recent),
    rules: can,
  }
}

function all(
  where: string,
  read: readonly Omit<Conditions, 'subjects'>[],
  subjects: readonly SubjectRule[]
): Conditions {
  const guest = read.some((each) => each.guest)
  const user = read.some((each) => each.user)
  if (guest && user) refuse(where, 'nobody is signed in, and is not')
  const recent = read.flatMap((each) => each.recent ?? [])
  return {
    guest,
    user,
    verified: read.some((each) => each.verified),
    recent: recent.length > 0 ? Math.min(...recent) : undefined,
    rules: read.flatMap(({ rules }) => rules),
    subjects,
  }
}

function durationOf(where: string, recent: NonNullable<GuardOptions['recent']>): number {
  try {
    return millisecondsOf(recent)
  } catch (error) {
    return refuse(where, (error as Error).message)
  }
}

/**
 * @throws E_GUARD_OPTION, E_GUARD_POLICY
 */
export function assertRule(where: string, rule: unknown): asserts rule is AnyRule {
  if (isAbility(rule)) return
  if (!Array.isArray(rule)) {
    refuse(where, `${shown(rule)} is neither an ability nor a policy with a method`)
  }
  const [policy, method] = rule as [unknown, unknown]
  if (!isClass(policy)) refuse(where, `${shown(policy)} is not the class of a policy`)
  const { prototype } = policy as { prototype: Record<string, unknown> }
  const isMethod = typeof method === 'string' && !NO_RULES.has(method)
  if (!isMethod || typeof prototype[method] !== 'function') {
    throw new E_GUARD_POLICY([where, policy.name, shown(method)])
  }
}

function isClass(value: unknown): value is PolicyClass {
  return typeof value === 'function' && typeof value.prototype === 'object'
}

function isModel(value: unknown): value is ModelClass {
  const { table, boot } = (value ?? {}) as Partial<ModelClass>
  return (
    isClass(value) &&
    typeof boot === 'function' &&
    (table === undefined || typeof table === 'string')
  )
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value
  return typeof value === 'function' ? value.name || 'a function' : String(value)
}

function refuse(where: string, problem: string): never {
  throw new E_GUARD_OPTION([where, problem])
}
