/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseModel, belongsTo, column } from '@adonisjs/lucid/orm'
import type { BelongsTo } from '@adonisjs/lucid/types/relations'
import { BaseTransformer } from '@adonisjs/core/transformers'
import { test } from '@japa/runner'
import { bridgeNoneCheck } from '../../../src/features/models/checks/bridge_none.ts'
import { hiddenColumnsCheck } from '../../../src/features/models/checks/hidden_columns.ts'
import { listState } from '../../../src/features/models/crud/main.ts'
import { AppState } from '../../../src/state/main.ts'
import type { BridgeMode, StateClass } from '../../../src/state/main.ts'
import { findingsOf } from '../../helpers/doctor/examined.ts'

class Team extends BaseModel {
  @column({ isPrimary: true }) declare id: number
  @column() declare name: string
}

class User extends BaseModel {
  @column({ isPrimary: true }) declare id: number
  @column() declare fullName: string
  @column() declare teamId: number
  @column({ serializeAs: null }) declare password: string
  @column({ serializeAs: null }) declare pin: string
  @belongsTo(() => Team) declare team: BelongsTo<typeof Team>

  get initials() {
    return this.fullName.split(' ').map((name) => name.charAt(0))
  }
}

class PickedTransformer extends BaseTransformer<User> {
  toObject() {
    const { id, initials, team } = this.resource
    return { ...this.pick(this.resource, ['id', 'fullName']), id, initials, team: team.name }
  }
}
class AllTransformer extends BaseTransformer<User> {
  toObject() {
    return { ...this.resource.$attributes, nested: [{ team: this.resource.team.name }] }
  }
}
class NestedTransformer extends BaseTransformer<User> {
  toObject() {
    return { id: this.resource.id, secrets: [{ text: `pin ${this.resource.pin}` }] }
  }
}
class FailingTransformer extends BaseTransformer<User> {
  toObject(): object {
    throw new Error('No row of a database')
  }
}

class PickedState extends listState(User, { row: PickedTransformer }) {}
class AllState extends listState(User, { row: AllTransformer as never }) {}
class NestedState extends listState(User, { row: NestedTransformer }) {}
class FailingState extends listState(User, { row: FailingTransformer }) {}

test.group('Doctor | security/hidden-columns', () => {
  const findings = (State: StateClass, config: object = {}) =>
    findingsOf(hiddenColumnsCheck, {
      states: { 'app/users_state.ts': State },
      config: { reflex: config },
    })

  test('finds columns that a transformer shows nevertheless', async ({ assert }) => {
    const all = await findings(AllState)
    assert.deepEqual(
      all.map(({ severity, about, file }) => [severity, about, file]),
      ['password', 'pin'].map((name) => ['error', `users.${name}`, 'app/users_state.ts'])
    )
    const nested = await findings(NestedState)
    assert.deepEqual(
      nested.map(({ about }) => about),
      ['users.pin']
    )
    assert.include(nested[0].reason, 'NestedTransformer of NestedState')
  })

  test('finds those that currentUser shows', async ({ assert }) => {
    const auth = { user: async () => ({ default: User }) }
    const whole = { auth, currentUser: (user: User) => user.$attributes }
    const found = await findings(PickedState, whole)
    assert.deepEqual(
      found.map(({ about, file }) => [about, file]),
      [
        ['users.password', 'config/reflex.ts'],
        ['users.pin', 'config/reflex.ts'],
      ]
    )
    const picked = { auth, currentUser: ({ id, fullName }: User) => ({ id, fullName }) }
    assert.deepEqual(await findings(PickedState, picked), [])
    const late = { auth, currentUser: async (user: User) => user.$attributes }
    assert.lengthOf(await findings(PickedState, late), 2)
  })

  test('ends where currentUser does not: {0}')
    .with([
      ['fails later', () => Promise.reject(new Error('Nobody'))],
      ['never settles', () => new Promise(() => {})],
      [
        'asks the row until it hears something else',
        (user: User) => {
          let row = user.fullName as never as { parent: never } | undefined
          while (row) row = row.parent
        },
      ],
    ] as [string, (user: User) => unknown][])
    .run(async ({ assert }, [, currentUser]) => {
      const auth = { user: async () => ({ default: User }) }
      assert.deepEqual(await findings(PickedState, { auth, currentUser }), [])
    })

  test('finds them beside what cannot be looked at: {0}')
    .with([
      [
        'a getter that throws',
        class extends AllTransformer {
          override toObject() {
            const broken = {
              get name() {
                throw new Error('There is no name')
              },
            }
            return { broken, ...super.toObject() }
          }
        },
      ],
      [
        'a value that leads to itself',
        class extends AllTransformer {
          override toObject() {
            const parts: Record<string, unknown> = {}
            for (let part = 0; part < 30; part++) parts[part] = { parts, again: [parts] }
            return { parts, ...super.toObject() }
          }
        },
      ],
      [
        'a list that is very long',
        class extends AllTransformer {
          override toObject() {
            return { ids: Array(500_000).fill(1), ...super.toObject() }
          }
        },
      ],
      [
        'a value that never ends',
        class extends AllTransformer {
          override toObject() {
            const node = (): object => ({
              get next() {
                return node()
              },
            })
            return { node: node(), ...super.toObject() }
          }
        },
      ],
      [
        'a proxy that answers nothing',
        class extends AllTransformer {
          override toObject() {
            const refuse = () => {
              throw new Error('It answers nothing')
            }
            const proxy: unknown = new Proxy({}, { getPrototypeOf: refuse, ownKeys: refuse })
            return { proxy, ...super.toObject() }
          }
        },
      ],
    ] as [string, typeof AllTransformer][])
    .run(async ({ assert }, [, row]) => {
      class OddState extends listState(User, { row: row as never }) {}
      const found = await findings(OddState)
      assert.deepEqual(
        found.map(({ about }) => about),
        ['users.password', 'users.pin']
      )
    })

  test('looks at all others where a model cannot be made', async ({ assert }) => {
    class Odd extends BaseModel {
      @column({ serializeAs: null }) declare secret: string

      constructor() {
        super()
        throw new Error('There is no database yet')
      }
    }
    class OddState extends listState(Odd as never, { row: PickedTransformer as never }) {}
    const found = await findingsOf(hiddenColumnsCheck, {
      states: { 'app/odd_state.ts': OddState, 'app/users_state.ts': AllState },
      config: { reflex: {} },
    })
    assert.deepEqual(
      found.map(({ about }) => about),
      ['users.password', 'users.pin']
    )
  })

  test('is content with what picks, and where nothing can be made of a row', async ({ assert }) => {
    assert.deepEqual(await findings(PickedState), [])
    assert.deepEqual(await findings(FailingState), [])
    assert.deepEqual(await findings(class PlainState extends AppState {}), [])
  })
})

class CountState extends AppState {}

test.group('Doctor | security/bridge-none', () => {
  const MODEL = [
    'export class Price {',
    '  static $columnsDefinitions = new Map()',
    "  static table = 'prices'",
    '}',
  ].join('\n')

  function findings(source: string, mode: BridgeMode) {
    return findingsOf(
      bridgeNoneCheck(() => mode),
      {
        states: { 'app/count_state.ts': CountState },
        files: {
          'package.json': '{ "imports": { "#models/*": "./app/models/*.ts" }, "type": "module" }',
          'app/models/price.ts': MODEL,
          'app/services/clock.ts': 'export const clock = { table: 1 }',
          'app/count_state.ts': source,
        },
      }
    )
  }

  const imports =
    "import { Price } from '#models/price'\nimport { clock } from './services/clock.js'\n"
  const state = 'export default class CountState { prices = [Price, clock] }\n'

  test('finds states without a request that import a model', async ({ assert }) => {
    const found = await findings(imports + state, 'none')
    assert.deepEqual(
      found.map(({ severity, about, file, line }) => [severity, about, file, line]),
      [['warning', 'CountState', 'app/count_state.ts', 3]]
    )
    assert.include(found[0].reason, 'imports Price:')
  })

  test('is content with a request, with a type, and without a model', async ({ assert }) => {
    assert.deepEqual(await findings(imports + state, 'full'), [])
    const type = imports.replace('import', 'import type')
    assert.deepEqual(await findings(type + state.replace('Price, ', ''), 'none'), [])
    assert.deepEqual(await findings(state.replace('[Price, clock]', '[]'), 'none'), [])
  })
})
