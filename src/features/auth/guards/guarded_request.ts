/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { LucidModel, LucidRow } from '@adonisjs/lucid/types/model'
import { extrasOf } from '../../../adonis/main.ts'
import { denialOf, isAbility } from '../../../policies/main.ts'
import type { AnyRule } from '../../../policies/main.ts'
import { findRow, limitToVisible } from '../../models/rows/main.ts'
import type { ModelClass } from './typed_rules.ts'

/** Why a rule says no; null where it says yes. */
export type Answer = Error | null

/** Of a rule, by what it is asked about. */
type Answers = Map<unknown, Answer | Promise<Answer>>

const requests = new WeakMap<HttpContext, GuardedRequest>()

/**
 * What guards know of one request: the answers of policies, which are not asked twice, and the rows that its event is about.
 */
export class GuardedRequest {
  readonly #ctx: HttpContext
  #user: object | undefined
  readonly #answers = new Map<unknown, Map<string, Answers>>()
  readonly #rows = new Map<ModelClass, Map<unknown, Promise<object | undefined>>>()
  readonly #subjects = new Map<ModelClass, object>()

  private constructor(ctx: HttpContext) {
    this.#ctx = ctx
  }

  /** What is known, where guards have asked before in the request. */
  static known(ctx: HttpContext): GuardedRequest | undefined {
    return requests.get(ctx)
  }

  static of(ctx: HttpContext): GuardedRequest {
    let request = requests.get(ctx)
    if (!request) requests.set(ctx, (request = new GuardedRequest(ctx)))
    return request
  }

  /**
   * What guards of the page know, or nothing: where no guard forgets it once handlers have run, it is not kept.
   */
  static shared(ctx: HttpContext): GuardedRequest {
    return requests.get(ctx) ?? new GuardedRequest(ctx)
  }

  /** Nothing is known yet: a test calls several events in one request. */
  static begin(ctx: HttpContext): void {
    requests.delete(ctx)
  }

  /**
   * Asks a rule, where it was not asked in this request.
   *
   * @param about - what it is asked about, besides the user
   * @throws what the policy throws; E_POLICY_BOUNCER, E_POLICY_TIMEOUT
   */
  answer(rule: AnyRule, about?: object): Answer | Promise<Answer> {
    const answers = this.#answersOf(rule)
    const known = answers.get(about)
    if (known !== undefined) return known
    const asked = denialOf(this.#ctx, rule, about === undefined ? [] : [about]).then((denial) => {
      const answer = denial ?? null
      // The user may have changed while it was asked
      if (answers.get(about) === asked) answers.set(about, answer)
      return answer
    })
    answers.set(about, asked)
    return asked
  }

  /**
   * The row of a model with a key, among those that the user may see.
   *
   * @returns undefined where there is none
   */
  row(model: ModelClass, key: unknown): Promise<object | undefined> {
    let rows = this.#rows.get(model)
    if (!rows) this.#rows.set(model, (rows = new Map()))
    let row = rows.get(key)
    if (!row) rows.set(key, (row = this.#find(model as unknown as LucidModel, key)))
    return row
  }

  /** The row that the event is about. */
  subject(model: ModelClass): object | undefined {
    return this.#subjects.get(model)
  }

  setSubject(model: ModelClass, row: object): void {
    this.#subjects.set(model, row)
  }

  /** Handlers may have changed what was answered, and what was found. */
  forget(): void {
    this.#answers.clear()
    this.#rows.clear()
  }

  #find(model: LucidModel, key: unknown): Promise<LucidRow | undefined> {
    const query = model.query()
    limitToVisible(query, extrasOf(this.#ctx).auth?.user)
    return findRow(query, key)
  }

  #answersOf(rule: AnyRule): Answers {
    const user = extrasOf(this.#ctx).auth?.user
    if (user !== this.#user) this.forget()
    this.#user = user
    const [of, method] = isAbility(rule) ? [rule, ''] : rule
    let methods = this.#answers.get(of)
    if (!methods) this.#answers.set(of, (methods = new Map()))
    let answers = methods.get(method)
    if (!answers) methods.set(method, (answers = new Map()))
    return answers
  }
}
