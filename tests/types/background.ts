/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import vine from '@vinejs/vine'
import type { Infer } from '@vinejs/vine/types'
import type { EventCaller, ReflexState } from '../../src/react/main.ts'
import { rx } from '../../src/rx.ts'
import { AppState } from '../../src/state/main.ts'

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

/** Takes a value of exactly that type. */
declare function same<Expected>(): <Actual>(
  value: Actual,
  ...mismatch: Equal<Actual, Expected> extends true ? [] : [never]
) => void

const rowsValidator = vine.create({ rows: vine.number() })

class ImportState extends AppState {
  @rx.var() progress = 0

  @rx.event({ background: true }) async start(rows: number) {
    same<undefined>()(await this.$update(() => rx.toast.info('Begun')))
    same<number>()(await this.$update(() => this.progress))
    same<string[]>()(await this.$update(async () => ['one']))
    same<number | undefined>()(
      await this.$update(() => (rows > 1 ? rows : [rx.redirect('/'), rx.toast.info('None')]))
    )
    same<void>()(
      await this.$update(() => {
        this.progress = rows
      })
    )
    same<AbortSignal>()(this.$signal)
    return rows
  }
  @rx.event(rowsValidator, { background: true }) async check(data: Infer<typeof rowsValidator>) {
    return data
  }
  @rx.event(rowsValidator, {}) other(_data: Infer<typeof rowsValidator>) {}
  @rx.event({ background: false }) stop() {
    this.$cancel('start')
    // @ts-expect-error A var is no event
    this.$cancel('progress')
    // @ts-expect-error There is no such method
    this.$cancel('begin')
  }
  override $interrupted(event: string) {
    this.progress = 0
    return rx.toast.warning(event)
  }
}

class WrongState extends AppState {
  // @ts-expect-error There is no such option
  @rx.event({ queued: true }) first() {}
  // @ts-expect-error Options come after the validator
  @rx.event({ background: true }, rowsValidator) second() {}
  // @ts-expect-error An argument that is no scalar needs a validator
  @rx.event({ background: true }) third(_data: { rows: number }) {}
  // @ts-expect-error The validator says another type
  @rx.event(rowsValidator, { background: true }) fourth(_rows: string) {}
  // @ts-expect-error Every state has a member of that name
  @rx.event() override async $update<T>(): Promise<T> {
    throw new Error('Never runs')
  }
  // @ts-expect-error Every state has a member of that name
  @rx.event() override $cancel() {}
  // @ts-expect-error Every state has a member of that name
  @rx.event() override $interrupted() {}
}

void WrongState
declare const state: ReflexState<ImportState>
same<EventCaller<[number], number | undefined>>()(state.start)
void state.check({ rows: 1 })
// @ts-expect-error It is for handlers
void state.$update
// @ts-expect-error It is for handlers
void state.$cancel
// @ts-expect-error It is for handlers
void state.$signal
// @ts-expect-error It is for the server
void state.$interrupted
