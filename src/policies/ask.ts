/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { Bouncer, Denial } from '../adonis/main.ts'
import { within } from '../within.ts'
import { E_POLICY_BOUNCER, E_POLICY_TIMEOUT } from './exceptions.ts'
import { isAbility, nameOfRule } from './rules.ts'
import type { AnyRule } from './rules.ts'

/** Milliseconds that a policy has to answer: whoever it is asked for waits for it with all that comes after. */
const ANSWER_LIMIT = 10_000

/**
 * Asks a policy or an ability for the user of a request.
 *
 * @param args - what it is asked about
 * @returns why it says no, with a message in the language of the request; undefined where it says yes
 * @throws what the policy throws; E_POLICY_BOUNCER, E_POLICY_TIMEOUT
 */
export async function denialOf(
  ctx: HttpContext,
  rule: AnyRule,
  args: readonly unknown[] = []
): Promise<Error | undefined> {
  const bouncer = extrasOf(ctx).bouncer ?? (await bouncerOf(ctx, rule))
  const asked = isAbility(rule)
    ? bouncer.authorize(rule, ...args)
    : bouncer.with(rule[0]).authorize(rule[1], ...args)
  const answer = asked.then(
    () => undefined,
    (error: unknown) => {
      if (!isDenial(error)) throw error
      const message = error.getResponseMessage?.(ctx)
      if (message) error.message = message
      return error
    }
  )
  const ended = await within(ANSWER_LIMIT, answer)
  if (!ended) throw new E_POLICY_TIMEOUT([nameOfRule(rule), ANSWER_LIMIT])
  return ended.value
}

/**
 * A bouncer for a request that has passed no middleware which makes one, as with `static bridge = 'auth'`.
 *
 * @throws E_POLICY_BOUNCER
 */
async function bouncerOf(ctx: HttpContext, rule: AnyRule): Promise<Bouncer> {
  const { Bouncer } = await import('@adonisjs/bouncer').catch((cause: unknown) => {
    throw new E_POLICY_BOUNCER([nameOfRule(rule)], { cause })
  })
  const made: unknown = new Bouncer(() => extrasOf(ctx).auth?.user ?? null).setContainerResolver(
    ctx.containerResolver
  )
  return made as Bouncer
}

function isDenial(error: unknown): error is Denial {
  return (error as { code?: unknown } | null)?.code === 'E_AUTHORIZATION_FAILURE'
}
