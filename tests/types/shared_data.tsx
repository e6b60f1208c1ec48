/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Shared data: what pages read is what the functions return
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { BaseTransformer } from '@adonisjs/core/transformers'
import { defineConfig } from '../../src/define_config.ts'
import { useShared } from '../../src/react/main.ts'
import type { Reflex } from '../../src/reflex.ts'
import type { InferShared } from '../../src/types.ts'

class Seat {
  declare row: string
  declare secret: string
  toJSON() {
    return { row: this.row, secret: this.secret }
  }
}

class SeatTransformer extends BaseTransformer<Seat> {
  toObject() {
    return this.pick(this.resource, ['row'])
  }
}

interface Line {
  id: number
  note?: string
}

const config = defineConfig({
  shared: {
    basket: async ({ request }) => Number(request.input('count', 0)),
    user: () => null as { name: string } | null,
    lines: (): Line[] => [],
    seat: () => SeatTransformer.transform(new Seat()),
    seats: async () => SeatTransformer.transform([new Seat()]),
    nothing: () => {},
  },
})

type Shared = InferShared<typeof config>

// As `configure` writes it, of 'reflex-adonis/types'
declare module '../../src/types.ts' {
  interface SharedData extends InferShared<typeof config> {}
}

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

declare function same<Expected>(): <Actual>(
  value: Actual,
  ...mismatch: Equal<Actual, Expected> extends true ? [] : [never]
) => void

export function types(shared: Shared) {
  same<number>()(shared.basket)
  same<{ name: string } | null>()(shared.user)
  same<Line[]>()(shared.lines)
  same<string>()(shared.seat.row)
  same<string>()(shared.seats[0].row)
  same<null>()(shared.nothing)
  // @ts-expect-error: the transformer does not choose it
  shared.seat.secret.trim()
  // @ts-expect-error: there is no such key
  return shared.bakset as number
}

// An application without shared data
const empty = defineConfig({ shared: {} })
const none = defineConfig({})

export function nothing(first: InferShared<typeof empty>, second: InferShared<typeof none>) {
  // @ts-expect-error: there is no such key
  first.basket.toFixed()
  // @ts-expect-error: there is no such key
  return second.basket as number
}

// @ts-expect-error: a model is not plain JSON
defineConfig({ shared: { seat: () => new Seat() } })
// @ts-expect-error: a date is not plain JSON
defineConfig({ shared: { now: async () => ({ at: new Date() }) } })
// @ts-expect-error: what is shared is a function
defineConfig({ shared: { basket: 3 } })
// @ts-expect-error: the context has no such member
defineConfig({ shared: { basket: ({ sesion }) => sesion as number } })

export function Header({ reflex }: { reflex: Reflex }) {
  const { basket } = useShared()
  same<number>()(basket)
  // @ts-expect-error: there is no such key
  const { bakset } = useShared()
  // @ts-expect-error: a page changes nothing
  useShared().basket = 3
  reflex.refresh('basket')
  reflex.refresh(['basket', 'user'], { to: 'everyone' })
  reflex.refresh('basket', { to: { user: 7 } })
  // @ts-expect-error: there is no such key
  reflex.refresh('bakset')
  // @ts-expect-error: tabs have no colour
  reflex.refresh('basket', { to: { colour: 'red' } })
  return <p>{bakset as number}</p>
}
