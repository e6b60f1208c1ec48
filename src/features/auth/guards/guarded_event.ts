/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import { errors } from '../../../state/main.ts'
import type { EventGuard } from '../../../state/main.ts'
import { authenticated } from '../../../policies/main.ts'
import { refuseRow } from '../../models/rows/main.ts'
import type { Checked, Guard } from './guard.ts'
import { GuardedRequest } from './guarded_request.ts'
import type { SubjectRule } from './notes.ts'

/** What a scope has of its request. */
interface Requested {
  readonly ctx: HttpContext | undefined
}

/**
 * Guards one event: by what its state asks, by what it asks itself, and by the rows that it is about.
 */
export class GuardedEvent implements EventGuard {
  readonly #state: Guard | undefined
  /** What the event asks itself. */
  readonly own: Guard | undefined

  /**
   * @param state - that of the whole state
   * @param own - that of the event
   */
  constructor(state: Guard | undefined, own: Guard | undefined) {
    this.#state = state
    this.own = own
  }

  /** Rows that the event is about. */
  get subjects(): readonly SubjectRule[] {
    return this.own?.conditions.subjects ?? []
  }

  admit(scope: Requested, args: readonly unknown[]): Checked {
    const ctx = contextOf(scope)
    const state = this.#state?.check(ctx)
    return state ? state.then(() => this.#admitOwn(ctx, args)) : this.#admitOwn(ctx, args)
  }

  /** What a validator has made of the key may be that of another row. */
  confirm(scope: Requested, args: readonly unknown[]): Checked {
    if (this.subjects.length === 0) return undefined
    const ctx = contextOf(scope)
    const isSame = this.subjects.every(({ model, by }) => {
      const row = GuardedRequest.of(ctx).subject(model) as Record<string, unknown> | undefined
      return row !== undefined && String(row[model.primaryKey]) === String(keyOf(args, by))
    })
    return isSame ? undefined : this.#load(ctx, args)
  }

  async again(scope: Requested): Promise<void> {
    const ctx = contextOf(scope)
    await this.#state?.check(ctx, false)
    await this.own?.check(ctx, false)
  }

  #admitOwn(ctx: HttpContext, args: readonly unknown[]): Checked {
    const own = this.own?.check(ctx)
    if (this.subjects.length === 0) return own
    return own ? own.then(() => this.#load(ctx, args)) : this.#load(ctx, args)
  }

  async #load(ctx: HttpContext, args: readonly unknown[]): Promise<void> {
    for (const subject of this.subjects) await this.#loadOne(ctx, subject, keyOf(args, subject.by))
  }

  async #loadOne(ctx: HttpContext, { rule, model }: SubjectRule, key: unknown): Promise<void> {
    const guard = this.own!
    const request = GuardedRequest.of(ctx)
    const auth = await authenticated(ctx)
    const row = await request.row(model, key)
    if (!row) return guard.deny(ctx, await notFound(model), auth)
    const denial = await request.answer(rule, row)
    if (denial) return guard.deny(ctx, denial, auth)
    request.setSubject(model, row)
  }
}

/**
 * @throws E_NO_REQUEST
 */
function contextOf({ ctx }: Requested): HttpContext {
  if (!ctx) throw new errors.E_NO_REQUEST(['guard'])
  return ctx
}

/** The key in what a browser has sent, which may be anything. */
function keyOf([first]: readonly unknown[], by: string | undefined): unknown {
  if (by === undefined) return first
  const isObject = typeof first === 'object' && first !== null && Object.hasOwn(first, by)
  return isObject ? (first as Record<string, unknown>)[by] : undefined
}

function notFound(model: unknown): Promise<Error> {
  return refuseRow(model as LucidModel).catch((error: Error) => error)
}
