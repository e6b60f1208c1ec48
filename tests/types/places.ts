/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Which vars may have which place
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import vine from '@vinejs/vine'
import { rx } from '../../src/rx.ts'
import { State } from '../../src/state/main.ts'

const density = vine.create(vine.enum(['compact', 'cosy'] as const))
const settings = vine.create({ wide: vine.boolean(), columns: vine.array(vine.string()) })
const count = vine.create(vine.number())
const counts = vine.create(vine.array(vine.number()))
const optional = vine.create(vine.number().optional())
const moment = vine.create(vine.date())

/** What compiles. */
export class PlacedState extends State {
  @rx.cookie() theme = 'light'
  @rx.cookie({ maxAge: '1y', name: 'n', seal: 'encrypted', sameSite: 'strict' }) visits = 0
  @rx.localStorage() dense = false
  @rx.localStorage({ key: 'draft' }) draft: string = ''
  @rx.sessionStorage() step = 1
  @rx.query() page = 1
  @rx.query({ name: 'q', history: 'push' }) search = ''
  @rx.query() tags: string[] = []
  @rx.cookie({ validator: density }) cookieDensity: 'compact' | 'cosy' = 'cosy'
  @rx.localStorage({ validator: density }) density: 'compact' | 'cosy' = 'cosy'
  @rx.sessionStorage({ validator: settings }) settings: { wide: boolean; columns: string[] } = {
    wide: false,
    columns: [],
  }
  @rx.query({ validator: density }) queryDensity: 'compact' | 'cosy' = 'cosy'
  @rx.query({ validator: density }) wider: string = 'cosy'
  @rx.query({ validator: counts }) counts: number[] = []
  @rx.query({ validator: optional }) maybe?: number
  @rx.query({ validator: optional }) least: number | undefined = 1
}

/** What does not. */
export class MisplacedState extends State {
  // @ts-expect-error A browser could put any string there
  @rx.localStorage() density: 'compact' | 'cosy' = 'cosy'
  // @ts-expect-error The same of a cookie, which a controller may write too
  @rx.cookie() theme: 'light' | 'dark' = 'light'
  // @ts-expect-error The same of an address
  @rx.query() sort: 'name' | 'price' = 'name'
  // @ts-expect-error One of some numbers
  @rx.query() size: 10 | 20 = 10
  // @ts-expect-error Only true
  @rx.sessionStorage() yes: true = true
  // @ts-expect-error An object needs a validator
  @rx.sessionStorage() settings = { wide: false }
  // @ts-expect-error A list as well, outside of an address
  @rx.localStorage() columns: string[] = []
  // @ts-expect-error And one of something else than texts there
  @rx.query() ids: number[] = []
  // @ts-expect-error So does what may be null
  @rx.cookie() coupon: string | null = null
  // @ts-expect-error The validator lets more through than the var may hold
  @rx.localStorage({ validator: count }) note = ''
  // @ts-expect-error Or nothing at all
  @rx.query({ validator: optional }) page = 1
  // @ts-expect-error A date is not what JSON keeps
  @rx.localStorage({ validator: moment }) since = new Date()
  // @ts-expect-error An address has no text for an object
  @rx.query({ validator: settings }) filter = { wide: false, columns: ['a'] }
  // @ts-expect-error No such option
  @rx.cookie({ key: 'theme' }) named = ''
  // @ts-expect-error No such history
  @rx.query({ history: 'none' }) historic = ''
  // @ts-expect-error Not a validator
  @rx.query({ validator: () => true }) valid = ''
}
