/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import SeatTransformer from '#transformers/seat_transformer'

/** What the lab shares: tests change it, and see what has run. */
export const shared = {
  /** How often each function has run. */
  runs: {} as Record<string, number>,
  stock: [] as { id: number; name: string; left: number }[],
  /** What the function of `moody` returns or throws. */
  mood: () => 'fine' as unknown,
  /** What keeps an event from its end. */
  gate: Promise.resolve(),
}

function counted<Result>(key: string, read: (ctx: HttpContext) => Result) {
  return (ctx: HttpContext): Result => {
    shared.runs[key] = (shared.runs[key] ?? 0) + 1
    return read(ctx)
  }
}

/** Functions of `config/reflex.ts`. */
export const sharedFunctions = {
  basket: counted('basket', ({ session }) => session.get('basket', 0) as number),
  visitor: counted('visitor', ({ auth }) => auth.user?.fullName ?? null),
  stock: counted('stock', () => shared.stock),
  seat: counted('seat', async () =>
    SeatTransformer.transform({ row: 'A', price: 9, secret: 'no', bookedAt: new Date(0) })
  ),
  moody: counted('moody', async () => (await shared.mood()) as string),
  /** As every object has it. */
  __lookupGetter__: counted('__lookupGetter__', () => 'made'),
  /** How often it was computed in this process. */
  asked: counted('asked', () => shared.runs.asked),
  nobodyReads: counted('nobodyReads', () => 'unread'),
}
