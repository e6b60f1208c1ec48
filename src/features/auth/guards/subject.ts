/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { currentScope } from '../../../state/main.ts'
import { E_NO_SUBJECT } from './exceptions.ts'
import { GuardedRequest } from './guarded_request.ts'
import type { ModelClass } from './typed_rules.ts'

/**
 * Returns the row that the running event is about, as `@rx.can(Policy, method, Model)` has loaded it.
 *
 * In a background event it is the row as it was at the start; each `$update` asks again, and has a row of its own.
 *
 * @throws E_NO_SUBJECT where no guard of the event has loaded a row of the model
 *
 * @example
 * ```ts
 * @rx.can(OrderPolicy, 'refund', Order)
 * @rx.event() async refund(id: number) {
 *   await rx.subject(Order).refund()
 * }
 * ```
 */
export function subject<M extends ModelClass>(model: M): InstanceType<M> {
  const ctx = currentScope()?.ctx
  const row = ctx && GuardedRequest.known(ctx)?.subject(model)
  if (!row) throw new E_NO_SUBJECT([model.name])
  return row as InstanceType<M>
}
