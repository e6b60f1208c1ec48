/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import vine from '@vinejs/vine'
import { takeTexts, takeValue, textsOf } from '../../../../src/features/places/given_value.ts'
import { PagePlaces } from '../../../../src/features/places/page_places.ts'
import type { QueryPlace } from '../../../../src/features/places/place.ts'
import { placedVars, placesExtension } from '../../../../src/features/places/placed_vars.ts'
import type { PlacedVar } from '../../../../src/features/places/placed_vars.ts'
import { readQuery, writeQuery } from '../../../../src/features/places/query_string.ts'
import { rx } from '../../../../src/rx.ts'
import { State, StateDefinition, StateRegistry, StateTree } from '../../../../src/state/main.ts'

const broken = vine.create(
  vine.string().use(
    vine.createRule(() => {
      throw new Error('The database is gone')
    })()
  )
)

class ListState extends State {
  @rx.query() page = 1
  @rx.query() wide = false
  @rx.query() search = ''
  @rx.query() tags: string[] = []
  @rx.query() chosen: string[] = ['a']
  @rx.query({ validator: vine.create(vine.array(vine.number())) }) ids: number[] = []
  @rx.query({ validator: vine.create(vine.number().min(1)) }) size = 20
  @rx.localStorage({ validator: vine.create(vine.object({}).allowUnknownProperties()) })
  open: Record<string, unknown> = {}
  @rx.localStorage({ validator: broken }) broken = ''
}

const places = placedVars(new StateDefinition(ListState))
const extend = (definition: StateDefinition) => placesExtension(definition) ?? {}
const placed = (name: string) => places.get(name)! as PlacedVar<QueryPlace>

test.group('Query string', () => {
  test('is read by name, each value in its place', ({ assert }) => {
    const query = readQuery('/list?a=1&b=x+y%26z&a=2&c&=d&%61=3&e=%ZZ')
    assert.deepEqual(
      [...query],
      [
        ['a', ['1', '2', '3']],
        ['b', ['x y&z']],
        ['c', ['']],
        ['', ['d']],
        ['e', ['%ZZ']],
      ]
    )
    assert.equal(readQuery('/list').size, 0)
  })

  test('is written with all else as it stands', ({ assert }) => {
    const write = (url: string, changes: Record<string, string[]>) =>
      writeQuery(url, new Map(Object.entries(changes)))
    assert.equal(write('/list', { page: ['2'] }), '/list?page=2')
    assert.equal(write('/list?page=2', { page: [] }), '/list')
    assert.equal(write('/list?x=%7e&page=2&y=a+b', { page: ['3'] }), '/list?x=%7e&page=3&y=a+b')
    assert.equal(write('/list?tag=a&b=1&tag=c', { tag: ['x', 'y'] }), '/list?tag=x&tag=y&b=1')
    assert.equal(write('/list?p%61ge=1', { page: ['2'] }), '/list?page=2')
    assert.equal(write('/l?', { q: ['a&b=c#d ?é'] }), '/l?q=a%26b%3Dc%23d+%3F%C3%A9')
  })
})

test.group('Values that a browser gives', () => {
  test('are taken by the type of the initial value', async ({ assert }) => {
    const cases: [string, string[], unknown][] = [
      ['page', ['2'], 2],
      ['page', ['-2.5e1'], -25],
      ['wide', ['true'], true],
      ['wide', ['false'], false],
      ['search', [''], ''],
      ['tags', ['a', 'a'], ['a', 'a']],
      ['tags', [''], []],
      ['chosen', [''], []],
      ['ids', ['1', '2'], [1, 2]],
      ['ids', ['3'], [3]],
      ['size', ['5'], 5],
    ]
    for (const [name, texts, value] of cases) {
      assert.deepEqual(await takeTexts(placed(name), texts), { value }, `${name} ${texts}`)
    }
  })

  test('are left alone otherwise', async ({ assert }) => {
    const cases: [string, string[]][] = [
      ['page', ['']],
      ['page', ['two']],
      ['page', ['1', '2']],
      ['page', ['Infinity']],
      ['page', ['1e999']],
      ['page', ['0x1']],
      ['wide', ['1']],
      ['wide', ['on']],
      ['search', ['a', 'b']],
      ['search', ['x'.repeat(10_001)]],
      ['tags', Array.from({ length: 101 }, () => 'x')],
      ['ids', ['x']],
      ['size', ['0']],
      ['size', ['1', '2']],
    ]
    for (const [name, texts] of cases) {
      assert.isUndefined(await takeTexts(placed(name), texts), `${name} ${texts.slice(0, 2)}`)
    }
  })

  test('have no key that changes a prototype, whatever the validator says', async ({ assert }) => {
    const open = places.get('open')!
    assert.deepEqual(await takeValue(open, { a: 1 }), { value: { a: 1 } })
    const bad: unknown = JSON.parse('{"a":{"__proto__":{"isAdmin":true}}}')
    assert.isUndefined(await takeValue(open, bad))
    assert.isUndefined(({} as { isAdmin?: true }).isAdmin)
  })

  test('show what is wrong with a rule of the application', async ({ assert }) => {
    await assert.rejects(() => takeValue(places.get('broken')!, 'x'), 'The database is gone')
  })

  test('come back from the texts that are written for them', async ({ assert }) => {
    const values: [string, unknown][] = [
      ['page', 1e21],
      ['page', 0.1],
      ['wide', true],
      ['search', ' a&b '],
      ['tags', ['x', '']],
      ['chosen', []],
      ['ids', [1, 2]],
    ]
    for (const [name, value] of values) {
      const texts = textsOf(placed(name), value)
      assert.deepEqual(await takeTexts(placed(name), texts), { value }, name)
    }
    assert.deepEqual(textsOf(placed('tags'), []), [])
    assert.deepEqual(textsOf(placed('search'), null), [])
  })
})

/** Applies a decorator as a program without type checks could. */
function decorated(decorate: unknown, initial?: unknown): typeof State {
  class SubjectState extends State {}
  ;(decorate as (target: object, name: string) => void)(SubjectState.prototype, 'subject')
  return class extends SubjectState {
    static override id = 'Subject'
    subject = initial
  } as unknown as typeof State
}

test.group('Vars with a place', () => {
  test('need a validator when their initial value is no scalar', ({ assert }) => {
    const define = (decorator: unknown, initial: unknown) => () =>
      new StateDefinition(decorated(decorator, initial) as never, extend)
    for (const initial of [{}, [], null, undefined, Number.NaN, new Date()]) {
      assert.throws(define(rx.localStorage(), initial), /Cannot take "Subject.subject" from a/)
    }
    assert.throws(define(rx.query(), [1]), /Cannot take "Subject.subject"/)
    assert.doesNotThrow(define(rx.query(), ['a']))
  })

  test('have one place, and are fields', ({ assert }) => {
    class TwiceState extends State {}
    const place = (decorator: unknown, descriptor?: object) => () =>
      (decorator as (...args: unknown[]) => void)(TwiceState.prototype, 'theme', descriptor)
    place(rx.cookie())()
    assert.throws(place(rx.query()), '"TwiceState.theme" has two places. A var has one')
    assert.throws(place(rx.query(), {}), '@rx.query() decorates fields with a string name')
    assert.throws(
      () => rx.query({ validator: (() => true) as never }),
      'The "validator" of @rx.query() is not a VineJS validator'
    )
  })

  test('tell how long a cookie stays in seconds, however it was written', ({ assert }) => {
    class ShopState extends State {
      @rx.cookie({ maxAge: '1 hour' }) theme = 'light'
      @rx.cookie({ maxAge: 90 }) currency = 'EUR'
      @rx.cookie() language = 'en'
    }
    const ages = [...placedVars(new StateDefinition(ShopState)).values()].map(({ place }) =>
      place.in === 'cookie' ? place.options.maxAge : null
    )
    assert.deepEqual(ages, [3_600, 90, undefined])
  })

  test('are inherited, and may be plain vars in a class below', ({ assert }) => {
    class BaseState extends State {
      @rx.cookie() theme = 'light'
      @rx.localStorage() dense = false
    }
    class ShopState extends BaseState {
      @rx.var() override theme = 'dark'
    }
    const definition = new StateDefinition(ShopState)
    assert.deepEqual([...placedVars(definition).keys()], ['dense'])
    assert.deepEqual(placesExtension(definition), {
      snapshot: { k: { dense: 'l' } },
      kept: ['dense'],
    })
    assert.deepEqual([...placedVars(new StateDefinition(BaseState)).keys()], ['theme', 'dense'])
    assert.isUndefined(placesExtension(new StateDefinition(class OtherState extends State {})))
  })

  test('do not go together with a room', ({ assert }) => {
    class PlacedState extends State {
      static override scope = 'shared' as const
      @rx.query() page = 1
    }
    const define = () => new StateRegistry(extend).add(PlacedState)
    assert.throws(define, /its var "page" has a place in one browser/)
  })

  test('of one page do not share a parameter, and need requests for cookies', ({ assert }) => {
    class FirstState extends State {
      @rx.query() page = 1
    }
    class SecondState extends State {
      @rx.query({ name: 'page' }) number = 1
    }
    class CookieState extends State {
      @rx.cookie() theme = 'light'
    }
    const page = (...states: (new () => State)[]) =>
      new PagePlaces(states.map((state) => new StateDefinition(state)))
    assert.throws(
      () => page(FirstState, SecondState).verify('list.tsx', () => 'full'),
      /"page" in the address of "list.tsx" belongs to "FirstState.page" and to "SecondState.number"/
    )
    assert.throws(
      () => page(CookieState).verify('list.tsx', () => 'none'),
      /Cannot keep "CookieState.theme" in a cookie, since its state runs without a request/
    )
    assert.doesNotThrow(() => page(CookieState, FirstState).verify('list.tsx', () => 'auth'))
  })

  test('in the browser’s storage stay when another user has signed in', ({ assert }) => {
    class TableState extends State {
      @rx.localStorage() dense = false
      @rx.var() rows: string[] = []
    }
    const registry = new StateRegistry(extend)
    const definition = registry.add(TableState)
    const states = new StateTree({ registry, freeze: true })
    const scope = states.openScope({})
    Object.assign(scope.view(definition), { dense: true, rows: ['of one user'] })
    states.apply(states.prepare(scope, { show: ['TableState'] }))
    states.clear()
    const { s } = states.apply(states.prepare(states.openScope({}), { show: ['TableState'] }))
    assert.deepInclude(s!.TableState.v, { dense: true, rows: [] })
    assert.deepEqual(s!.TableState.k, { dense: 'l' })
  })
})
