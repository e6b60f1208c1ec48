/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { errors } from '../../../state/main.ts'
import { authenticated, isAbility, nameOfRule } from '../../../policies/main.ts'
import type { AnyAbility, AnyRule, PolicyClass } from '../../../policies/main.ts'
import { LiveSource, UnreadQuery } from '../../models/main.ts'
import { assertRule } from './conditions.ts'
import { GuardedRequest } from './guarded_request.ts'
import type { Answer } from './guarded_request.ts'
import type {
  AbilityModel,
  Key,
  MethodModel,
  MethodOf,
  ModelClass,
  UserAbility,
  UserMethod,
} from './typed_rules.ts'

/** Key of a row, where the page has one. */
type MaybeKey = Key | null | undefined

/** A rule with the row that it is asked about, or what is wrong with it. */
type Asked<R> = R extends readonly [
  infer P extends PolicyClass,
  infer K,
  infer M extends ModelClass,
  MaybeKey,
]
  ? K extends MethodOf<P>
    ? R & MethodModel<P, K, M>
    : { error: 'The policy has no such method' }
  : R extends readonly [infer P extends PolicyClass, infer K]
    ? K extends MethodOf<P>
      ? R & UserMethod<P, K>
      : { error: 'The policy has no such method' }
    : R extends readonly [infer A extends AnyAbility, infer M extends ModelClass, MaybeKey]
      ? R & AbilityModel<A, M>
      : R extends AnyAbility
        ? R & UserAbility<R>
        : { error: 'Write an ability, or a policy and its method, and then a model and a key' }

/** One question, as it is read. */
interface Question {
  name: string
  rule: AnyRule
  /** The row that it is about. */
  row: { model: ModelClass; key: unknown } | undefined
}

/**
 * What the present user may do, for a live var: pages draw a button for it or leave it out. It is asked anew after a login, a
 * logout or a move of the session, and when one of the tables changes that `depends` of `@rx.live()` names. It decides nothing:
 * guard the event as well.
 *
 * @param rules - by name, an ability or a policy with the name of its method, of @adonisjs/bouncer; with a model and the key of
 *   a row where it is asked about one. Without a key, or a row that the user may see, the answer is no
 *
 * @example
 * ```ts
 * @rx.live({ depends: [Role] }) get can() {
 *   return rx.abilities({
 *     create: [OrderPolicy, 'create'],
 *     refund: [OrderPolicy, 'refund', Order, this.orderId],
 *     enterOffice,
 *   })
 * }
 * ```
 */
export function abilities<const R extends Readonly<Record<string, unknown>>>(
  rules: R & { [K in keyof R]: Asked<R[K]> }
): { readonly [K in keyof R]: boolean } {
  const questions = Object.entries(rules).map(([name, given]) => questionOf(name, given))
  const source: unknown = new LiveSource({
    query: new UnreadQuery(
      questions.flatMap(({ name, rule, row }) => [name, nameOfRule(rule), row?.key])
    ),
    kind: 'abilities',
    run: async (_, ctx) => {
      if (!ctx) throw new errors.E_NO_REQUEST(['rx.abilities()'])
      await authenticated(ctx)
      const request = GuardedRequest.shared(ctx)
      const answers: [string, boolean][] = []
      for (const question of questions) {
        answers.push([question.name, (await answerOf(request, question)) === null])
      }
      return Object.fromEntries(answers)
    },
  })
  return source as never
}

/** A row that nobody may see allows nothing. */
async function answerOf(
  request: GuardedRequest,
  { rule, row }: Question
): Promise<Answer | undefined> {
  if (!row) return request.answer(rule)
  const found = await request.row(row.model, row.key)
  return found && request.answer(rule, found)
}

/**
 * @throws E_GUARD_OPTION, E_GUARD_POLICY
 */
function questionOf(name: string, given: unknown): Question {
  const where = `rx.abilities({ ${name} })`
  const parts = (Array.isArray(given) ? given : [given]) as unknown[]
  const isOfAbility = isAbility(parts[0])
  const rule = isOfAbility ? parts[0] : parts.slice(0, 2)
  assertRule(where, rule)
  const [model, key] = parts.slice(isOfAbility ? 1 : 2) as [ModelClass?, unknown?]
  return { name, rule, row: model && { model, key } }
}
