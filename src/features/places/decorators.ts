/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { RuntimeException } from '@adonisjs/core/exceptions'
import type { CookieOptions } from '@adonisjs/core/types/http'
import type { Infer } from '@vinejs/vine/types'
import { LONGEST_DURATION, parseDuration } from '../../option_values.ts'
import { isValidator, recordMetadata, recordNote } from '../../state/main.ts'
import type { AnyValidator, Json } from '../../state/main.ts'
import type { CookieSeal, Place } from './place.ts'
import { PLACES } from './placed_vars.ts'

/** A validator for the values that come from a browser. */
interface Validated<V> {
  /** A value that it refuses is left alone: the var keeps its initial one. */
  validator?: V
}

/** Where a cookie goes, and how long it stays: the options of `response.cookie()`, and these. */
export interface CookieVarOptions extends Partial<CookieOptions> {
  /** @default the name of the var */
  name?: string
  /**
   * As `response.cookie()` (signed), `response.encryptedCookie()` or `response.plainCookie()` write
   * it.
   *
   * @default 'signed'
   */
  seal?: CookieSeal
}

export interface StorageVarOptions {
  /** @default the id of the state and the name of the var: `TableState.density` */
  key?: string
}

export interface QueryVarOptions {
  /** Name of the parameter. @default the name of the var */
  name?: string
  /**
   * What a change does in the browser's history: `replace` the entry, or `push` a new one, so that
   * Back undoes it.
   *
   * @default 'replace'
   */
  history?: 'replace' | 'push'
}

const SEALS: ReadonlySet<unknown> = new Set<CookieSeal>(['signed', 'encrypted', 'plain'])

const QUERY_OPTIONS: ReadonlySet<string> = new Set(['name', 'history', 'validator'])

const STORAGE_OPTIONS: ReadonlySet<string> = new Set(['key', 'validator'])

const COOKIE_OPTIONS: ReadonlySet<string> = new Set([
  'name',
  'seal',
  'validator',
  'domain',
  'path',
  'maxAge',
  'expires',
  'httpOnly',
  'secure',
  'sameSite',
  'partitioned',
  'priority',
])

/** True for `string`, `number` and `boolean` themselves, and not for a choice of their values. */
type IsWhole<T> = [T] extends [string]
  ? string extends T
    ? true
    : false
  : [T] extends [number]
    ? number extends T
      ? true
      : false
    : [T] extends [boolean]
      ? [boolean] extends [T]
        ? true
        : false
      : false

/** True for a list of any texts. */
type IsTexts<T> = [T] extends [string[]] ? ([string[]] extends [T] ? true : false) : false

/** What an address has a text for. */
type Addressable = string | number | boolean | null | undefined | (string | number | boolean)[]

type NeedsValidator = {
  error: 'A browser could put anything there: give it a validator whose output fits the var'
}

/** The key of a var, or an explanation when its values need a validator. */
type PlainKey<T, K extends PropertyKey, InQuery> = K extends keyof T
  ? true extends IsWhole<T[K]> | (InQuery & IsTexts<T[K]>)
    ? K
    : NeedsValidator
  : K

/** The key of a var, or an explanation when the validator lets through what it cannot hold. */
type ValidatedKey<T, K extends PropertyKey, V extends AnyValidator, InQuery> = K extends keyof T
  ? [Infer<V>] extends [T[K]]
    ? [T[K]] extends [InQuery extends true ? Addressable : Json<T[K]>]
      ? K
      : { error: 'The place cannot hold such values' }
    : { error: 'The validator lets values through that the var cannot hold' }
  : K

type PlainVar<InQuery = false> = <T extends object, K extends PropertyKey>(
  target: T,
  key: K & PlainKey<T, K, InQuery>
) => void

type ValidatedVar<V extends AnyValidator, InQuery = false> = <
  T extends object,
  K extends PropertyKey,
>(
  target: T,
  key: K & ValidatedKey<T, K, V, InQuery>
) => void

/**
 * Makes a field a base var that is kept in a cookie: signed, and out of reach of scripts.
 *
 * It is read with each page and whenever the browser's cookie has changed, and written when an
 * event changes the var.
 *
 * @param options - those of `response.cookie()`, a `name`, a `seal`, and a `validator`, which all
 *   but a plain `string`, `number` or `boolean` needs
 *
 * @example
 * ```ts
 * class ShopState extends AppState {
 *   @rx.cookie({ maxAge: '1y' }) currency = 'EUR'
 * }
 * ```
 */
export function cookie(options?: CookieVarOptions & Validated<undefined>): PlainVar
export function cookie<V extends AnyValidator>(
  options: CookieVarOptions & Required<Validated<V>>
): ValidatedVar<V>
export function cookie(options: CookieVarOptions & Validated<AnyValidator> = {}) {
  checkOptions('cookie', options, COOKIE_OPTIONS)
  const { name, seal = 'signed', validator, ...rest } = options
  if (rest.maxAge !== undefined) rest.maxAge = ageOf(rest.maxAge)
  if (rest.expires instanceof Date && Number.isNaN(rest.expires.getTime())) {
    throw new RuntimeException('The "expires" of @rx.cookie() is not a date')
  }
  if (!SEALS.has(seal)) {
    throw new RuntimeException('The "seal" of @rx.cookie() is one of signed, encrypted, plain')
  }
  return placed('cookie', validator, (key) => ({
    in: 'cookie',
    key: name ?? key,
    seal,
    options: { httpOnly: true, ...rest },
    validator,
  }))
}

/**
 * Makes a field a base var that the browser keeps in its local storage, for all its tabs and beyond
 * its end.
 *
 * The server cannot know it before the page is there: the first paint has the initial value.
 *
 * @param options - a `key`, and a `validator`, which all but a plain `string`, `number` or
 *   `boolean` needs
 *
 * @example
 * ```ts
 * class TableState extends State {
 *   @rx.localStorage() dense = false
 * }
 * ```
 */
export function localStorage(options?: StorageVarOptions & Validated<undefined>): PlainVar
export function localStorage<V extends AnyValidator>(
  options: StorageVarOptions & Required<Validated<V>>
): ValidatedVar<V>
export function localStorage(options: StorageVarOptions & Validated<AnyValidator> = {}) {
  checkOptions('localStorage', options, STORAGE_OPTIONS)
  const { key, validator } = options
  return placed('localStorage', validator, () => ({ in: 'local', key, validator }))
}

/**
 * Makes a field a base var that the browser keeps for this tab, through reloads and until the tab
 * is closed.
 *
 * @param options - as of `@rx.localStorage()`
 */
export function sessionStorage(options?: StorageVarOptions & Validated<undefined>): PlainVar
export function sessionStorage<V extends AnyValidator>(
  options: StorageVarOptions & Required<Validated<V>>
): ValidatedVar<V>
export function sessionStorage(options: StorageVarOptions & Validated<AnyValidator> = {}) {
  checkOptions('sessionStorage', options, STORAGE_OPTIONS)
  const { key, validator } = options
  return placed('sessionStorage', validator, () => ({ in: 'session', key, validator }))
}

/**
 * Makes a field a base var that is kept in the address of the page, as a parameter of its query
 * string. An initial value is left out.
 *
 * It is read whenever a browser comes to the page, before `onLoad`. When an event changes it, the
 * address bar follows, without a navigation.
 *
 * @param options - a `name`, the `history`, and a `validator`, which all but a plain `string`,
 *   `number`, `boolean` or `string[]` needs. It gets the text of the address, or a list of texts
 *
 * @example
 * ```ts
 * class ListState extends AppState {
 *   @rx.query() search = ''
 *   @rx.query({ history: 'push' }) page = 1
 * }
 * ```
 */
export function query(options?: QueryVarOptions & Validated<undefined>): PlainVar<true>
export function query<V extends AnyValidator>(
  options: QueryVarOptions & Required<Validated<V>>
): ValidatedVar<V, true>
export function query(options: QueryVarOptions & Validated<AnyValidator> = {}) {
  checkOptions('query', options, QUERY_OPTIONS)
  const { name, history = 'replace', validator } = options
  if (history !== 'replace' && history !== 'push') {
    throw new RuntimeException('The "history" of @rx.query() is one of replace, push')
  }
  return placed('query', validator, (key) => ({
    in: 'query',
    key: name ?? key,
    push: history === 'push',
    validator,
  }))
}

/**
 * @throws RuntimeException for an option that there is not, and for a decorator without its
 *   parentheses, which gets a class in the place of options
 */
function checkOptions(decorator: string, options: object, known: ReadonlySet<string>): void {
  if (Object.getPrototypeOf(options) !== Object.prototype) {
    throw new RuntimeException(
      `@rx.${decorator}() takes its options, or nothing. Write it with its parentheses`
    )
  }
  const unknown = Object.keys(options).find((name) => !known.has(name))
  if (unknown !== undefined) {
    throw new RuntimeException(
      `@rx.${decorator}() has no option "${unknown}". It takes ${[...known].join(', ')}`
    )
  }
}

/** Seconds that a cookie stays. What is wrong with it would fail each response that sets it. */
function ageOf(maxAge: unknown): number {
  const seconds = parseDuration(maxAge, 'seconds')
  if (
    seconds !== undefined &&
    seconds >= 0 &&
    seconds <= LONGEST_DURATION / 1_000 &&
    Number.isInteger(seconds)
  ) {
    return seconds
  }
  throw new RuntimeException(
    'The "maxAge" of @rx.cookie() is not a time. Write seconds or "90 days", 10 years at most'
  )
}

/** Notes a base var and its place. */
function placed(decorator: string, validator: unknown, placeOf: (name: string) => Place) {
  if (validator !== undefined && !isValidator(validator)) {
    throw new RuntimeException(`The "validator" of @rx.${decorator}() is not a VineJS validator`)
  }
  return function (target: object, name: PropertyKey, descriptor?: PropertyDescriptor): void {
    if (typeof name !== 'string' || descriptor !== undefined) {
      throw new RuntimeException(`@rx.${decorator}() decorates fields with a string name`)
    }
    const own = recordMetadata(target.constructor)
    if (own.notes.get(PLACES)?.has(name)) {
      const { name: state } = target.constructor
      throw new RuntimeException(`"${state}.${name}" has two places. A var has one`)
    }
    own.vars.add(name)
    recordNote(target.constructor, PLACES, name, placeOf(name))
  }
}
