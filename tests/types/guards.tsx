/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| What guards of events may ask, and what pages have of abilities
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { Bouncer, BasePolicy } from '@adonisjs/bouncer'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import { useReflex } from '../../src/react/main.ts'
import { rx } from '../../src/rx.ts'
import { AppState } from '../../src/state/main.ts'

class User extends BaseModel {
  @column({ isPrimary: true }) declare id: number
  @column() declare email: string
}

class Order extends BaseModel {
  @column({ isPrimary: true }) declare id: number
  @column() declare total: number
  refund(): void {}
}

class Parcel extends BaseModel {
  @column({ isPrimary: true }) declare id: string
  @column() declare weight: number
}

class OrderPolicy extends BasePolicy {
  before(user: User | null) {
    return user === null ? false : undefined
  }
  refund(user: User, order: Order) {
    return order.total > user.id
  }
  async create(_: User) {
    return true
  }
  anything() {
    return true
  }
  view(_: User, order?: Order) {
    return order === undefined
  }
  /** Decides nothing. */
  describe(_: User) {
    return 'a text'
  }
}

const enter = Bouncer.ability((user: User) => user.id === 1)
const editOrder = Bouncer.ability((user: User, order: Order) => order.id === user.id)

const form = vine.create({ order: vine.number(), reason: vine.string() })

/** What compiles. */
class OrderState extends AppState {
  static guard = { verified: true, can: [[OrderPolicy, 'create']], depends: [User] }

  @rx.guard({ user: true }) @rx.event() a() {}
  @rx.guard({ guest: true }) @rx.event() b() {}
  @rx.guard({ verified: true, recent: '15m', can: [enter, [OrderPolicy, 'create']] })
  @rx.event()
  c() {}
  @rx.recent(60_000) @rx.event() d() {}
  @rx.can(enter) @rx.event() e(anything: string, more: number) {
    return `${anything} ${more}`
  }
  @rx.can(OrderPolicy, 'create') @rx.event() f() {}
  @rx.can(OrderPolicy, 'anything') @rx.event() g() {}
  @rx.can(OrderPolicy, 'view') @rx.event() h() {}
  @rx.can(OrderPolicy, 'refund', Order) @rx.event() async i(id: number) {
    rx.subject(Order).refund()
    const total: number = rx.subject(Order).total
    return total + id
  }
  @rx.can(OrderPolicy, 'refund', Order) @rx.event() j(id: string, reason: string) {
    return id + reason
  }
  @rx.can(OrderPolicy, 'create', Order) @rx.event() k(id: number | string) {
    return id
  }
  @rx.can(OrderPolicy, 'view', Order) @rx.event() l(id: number) {
    return id
  }
  @rx.can(editOrder, Order) @rx.event() m(id: number) {
    return id
  }
  @rx.can(OrderPolicy, 'refund', Order, { by: 'order' })
  @rx.event(form)
  n({ order }: Infer<typeof form>) {
    return order
  }
  @rx.can(OrderPolicy, 'refund', Order) @rx.event({ background: true }) async o(id: number) {
    return id
  }

  @rx.live({ depends: [User] }) get can() {
    return rx.abilities({
      enter,
      create: [OrderPolicy, 'create'],
      refund: [OrderPolicy, 'refund', Order, this.errors.id ?? null],
      edit: [editOrder, Order, 5],
    })
  }

  sees(): boolean {
    return this.can.enter && this.can.refund
  }
}

export class WrongState extends AppState {
  // @ts-expect-error the policy has no such method
  @rx.can(OrderPolicy, 'refnud', Order) @rx.event() a(id: number) {
    return id
  }
  // @ts-expect-error it decides nothing
  @rx.can(OrderPolicy, 'describe') @rx.event() b() {}
  // @ts-expect-error bouncer calls it by itself
  @rx.can(OrderPolicy, 'before') @rx.event() c() {}
  // @ts-expect-error it is asked about an order, and not about a parcel
  @rx.can(OrderPolicy, 'refund', Parcel) @rx.event() d(id: string) {
    return id
  }
  // @ts-expect-error it is asked about an order
  @rx.can(OrderPolicy, 'refund') @rx.event() e() {}
  // @ts-expect-error there is no first argument
  @rx.can(OrderPolicy, 'refund', Order) @rx.event() f() {}
  // @ts-expect-error the first argument may be left out
  @rx.can(OrderPolicy, 'refund', Order) @rx.event() g(id?: number) {
    return id
  }
  // @ts-expect-error the first argument is not a key
  @rx.can(OrderPolicy, 'refund', Order) @rx.event() h(isSure: boolean) {
    return isSure
  }
  // @ts-expect-error the first argument may be none
  @rx.can(OrderPolicy, 'refund', Order) @rx.event() i(id: number | null) {
    return id
  }
  // @ts-expect-error the first argument is an object
  @rx.can(OrderPolicy, 'refund', Order)
  @rx.event(form)
  j({ order }: Infer<typeof form>) {
    return order
  }
  // @ts-expect-error the argument has no such property
  @rx.can(OrderPolicy, 'refund', Order, { by: 'ordre' })
  @rx.event(form)
  k({ order }: Infer<typeof form>) {
    return order
  }
  // @ts-expect-error an ability about an order needs one
  @rx.can(editOrder) @rx.event() l() {}
  // @ts-expect-error an ability about an order is not asked about a parcel
  @rx.can(editOrder, Parcel) @rx.event() m(id: string) {
    return id
  }
  // @ts-expect-error a guard has no such option
  @rx.guard({ admin: true }) @rx.event() n() {}
  // @ts-expect-error true, or left out
  @rx.guard({ user: false }) @rx.event() o() {}
  // @ts-expect-error the policy has no such method
  @rx.guard({ can: [[OrderPolicy, 'craete']] }) @rx.event() p() {}
  // @ts-expect-error it is asked about an order
  @rx.guard({ can: [[OrderPolicy, 'refund']] }) @rx.event() q() {}
  // @ts-expect-error not an ability
  @rx.guard({ can: ['enter'] }) @rx.event() r() {}
  // @ts-expect-error not a duration
  @rx.recent(true) @rx.event() s() {}

  t() {
    return [
      // @ts-expect-error the policy has no such method
      rx.abilities({ refund: [OrderPolicy, 'craete'] }),
      // @ts-expect-error it is asked about an order
      rx.abilities({ refund: [OrderPolicy, 'refund'] }),
      // @ts-expect-error it is not asked about a parcel
      rx.abilities({ refund: [OrderPolicy, 'refund', Parcel, 'x'] }),
      // @ts-expect-error not a key
      rx.abilities({ refund: [OrderPolicy, 'refund', Order, true] }),
      // @ts-expect-error not a rule
      rx.abilities({ refund: 'refund' }),
      // @ts-expect-error no property of an order
      rx.subject(Order).weight,
    ]
  }
}

export function Page() {
  const order = useReflex(OrderState)
  const may: boolean = order.can.refund
  // @ts-expect-error no such ability
  void order.can.erase
  // @ts-expect-error an answer is read-only
  order.can.refund = true
  // @ts-expect-error the argument is a number
  void order.i('x')
  return <button onClick={() => order.i(1)}>{may && 'Refund'}</button>
}
