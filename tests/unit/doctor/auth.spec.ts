/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { configProvider } from '@adonisjs/core'
import { BaseModel, column } from '@adonisjs/lucid/orm'
import { SessionCollection } from '@adonisjs/session'
import vine from '@vinejs/vine'
import { test } from '@japa/runner'
import { authChecks } from '../../../src/features/auth/checks/main.ts'
import { defineAuth } from '../../../src/features/auth/flows/main.ts'
import type { AuthFeature } from '../../../src/features/auth/flows/main.ts'
import AuthSessionMiddleware from '../../../src/features/auth/flows/session_middleware.ts'
import { listState, modelState } from '../../../src/features/models/crud/main.ts'
import { rx } from '../../../src/rx.ts'
import { AppState } from '../../../src/state/main.ts'
import type { StateClass } from '../../../src/state/main.ts'
import { Examined, findingsOf, newRouter } from '../../helpers/doctor/examined.ts'
import type { ExaminedOptions } from '../../helpers/doctor/examined.ts'

const checks = new Map(authChecks.map((check) => [check.name, check]))

/**
 * What a check finds in an application with accounts.
 *
 * @param bindings - of its container
 */
async function findingsIn(
  name: string,
  bindings: Record<string, () => unknown> = {},
  { features = [], ...options }: ExaminedOptions & { features?: AuthFeature[] } = {}
) {
  const user = async () => ({ default: BaseModel })
  const examined = await Examined.create({
    config: { reflex: { auth: defineAuth({ user, features }) }, session: SESSION },
    ...options,
  })
  const { container } = examined.app
  for (const [binding, make] of Object.entries(bindings)) {
    container.singleton(binding as 'server', async () => make() as never)
  }
  const { sessions } = bindings
  if (sessions) container.singleton(SessionCollection, () => sessions() as SessionCollection)
  const found = await examined.run(checks.get(name)!)
  await examined.remove()
  return found
}

const SESSION = configProvider.create(async () => ({ cookieName: 'shop' }))

const WITHOUT = { config: { reflex: {} } }

test.group('Doctor | auth/flows', () => {
  test('finds flows that do not start, with their remedy', async ({ assert }) => {
    const found = await findingsIn('auth/flows', {
      'reflex.auth': () => {
        throw Object.assign(new Error('There is no limiter'), { help: 'Install one' })
      },
    })
    assert.deepEqual(
      found.map(({ severity, reason, remedy }) => [severity, reason, remedy]),
      [['error', 'The flows of accounts do not start: There is no limiter', 'Install one']]
    )
  })

  test('is content where they start, and where there are none', async ({ assert }) => {
    assert.deepEqual(await findingsIn('auth/flows', { 'reflex.auth': () => ({}) }), [])
    assert.deepEqual(await findingsIn('auth/flows', {}, WITHOUT), [])
  })
})

test.group('Doctor | auth/limiter', () => {
  const limiters = (store: string) => ({
    'limiter.manager': () => ({ use: () => ({ name: store }) }),
  })

  test('finds tries that each of several processes counts', async ({ assert }) => {
    const expected = { processes: 3 }
    const found = await findingsIn('auth/limiter', limiters('memory'), { expected })
    assert.deepEqual(
      found.map(({ severity, file }) => [severity, file]),
      [['error', 'config/limiter.ts']]
    )
    assert.include(found[0].reason, '3 processes')
  })

  test('is content with one process, a store that they share, or no accounts', async ({
    assert,
  }) => {
    const expected = { processes: 3 }
    assert.deepEqual(await findingsIn('auth/limiter', limiters('memory')), [])
    assert.deepEqual(await findingsIn('auth/limiter', limiters('redis'), { expected }), [])
    assert.deepEqual(
      await findingsIn('auth/limiter', limiters('memory'), { expected, ...WITHOUT }),
      []
    )
  })
})

test.group('Doctor | auth/session-middleware', () => {
  async function findingsFor(reference: unknown) {
    const examined = await Examined.create()
    const router = newRouter(examined.app)
    router.get('/', () => 'home').use(() => {})
    router.commit()
    await examined.remove()
    const server = { getMiddlewareList: () => [{ reference, handle: () => {} }] }
    return findingsIn('auth/session-middleware', { server: () => server, router: () => router })
  }

  test('finds that it is missing', async ({ assert }) => {
    const found = await findingsFor(class Other {})
    assert.deepEqual(
      found.map(({ severity, file }) => [severity, file]),
      [['error', 'start/kernel.ts']]
    )
  })

  test('is content where it is there, imported or not', async ({ assert }) => {
    assert.deepEqual(await findingsFor(AuthSessionMiddleware), [])
    assert.deepEqual(await findingsFor(async () => ({ default: AuthSessionMiddleware })), [])
    assert.deepEqual(await findingsIn('auth/session-middleware', {}, WITHOUT), [])
  })
})

test.group('Doctor | auth/session-tags', () => {
  const sessions = (isTagged: boolean) => ({
    sessions: () => ({ supportsTagging: () => isTagged }),
  })

  test('finds sessions that users cannot be shown', async ({ assert }) => {
    const features: AuthFeature[] = ['sessions']
    const found = await findingsIn('auth/session-tags', sessions(false), { features })
    assert.deepEqual(
      found.map(({ severity, file }) => [severity, file]),
      [['warning', 'config/session.ts']]
    )
    assert.deepEqual(await findingsIn('auth/session-tags', sessions(true), { features }), [])
    assert.deepEqual(await findingsIn('auth/session-tags', sessions(false)), [])
    assert.deepEqual(await findingsIn('auth/session-tags', sessions(false), WITHOUT), [])
  })
})

class HalfState extends AppState {
  @rx.guard({ user: true }) @rx.event() buy() {}
  @rx.event() refund() {}
  @rx.event() look() {}
}
class WholeState extends AppState {
  static guard = { user: true } as const
  @rx.guard({ recent: '5m' }) @rx.event() buy() {}
  @rx.event() refund() {}
}
class FreeState extends AppState {
  @rx.event() look() {}
}
class ChildState extends HalfState {
  @rx.guard({ user: true }) @rx.event() override refund() {}
}

test.group('Doctor | security/unguarded-events', () => {
  async function aboutOf(State: StateClass, isOpen = true) {
    const found = await findingsOf(checks.get('security/unguarded-events')!, {
      states: { 'app/any_state.ts': State },
      open: isOpen ? [State.name] : [],
    })
    return found.map(({ about, severity, reason }) => [about, severity, reason])
  }

  test('finds those of a state that guards others', async ({ assert }) => {
    assert.deepEqual(await aboutOf(HalfState), [
      ['HalfState', 'hint', 'Guests can call refund, look of HalfState, which guards other events'],
    ])
  })

  test('is content where all are guarded, or none, or guests do not come', async ({ assert }) => {
    assert.deepEqual(await aboutOf(WholeState), [])
    assert.deepEqual(await aboutOf(FreeState), [])
    assert.deepEqual(await aboutOf(ChildState), [])
    assert.deepEqual(await aboutOf(HalfState, false), [])
  })
})

class Product extends BaseModel {
  static override table = 'products'
  @column({ isPrimary: true }) declare id: number
  @column() declare userId: number
}
class Row {
  toObject() {
    return { id: 1 }
  }
}
class Policy {}

const row = Row as never
const form = vine.create({ userId: vine.number() })

class OpenState extends modelState(Product, { row, form }) {}
class PolicyState extends modelState(Product, { row, form, policy: Policy as never }) {}
class OwnedState extends modelState(Product, { row, form, owner: 'userId' }) {}
class ListedState extends listState(Product, { row }) {}
class GuardedState extends modelState(Product, { row, form }) {
  static guard = { user: true } as const
}

test.group('Doctor | security/open-models', () => {
  async function findingsFor(State: StateClass, isOpen = true) {
    return findingsIn(
      'security/open-models',
      { 'lucid.db': () => ({}) },
      { states: { 'app/any_state.ts': State }, open: isOpen ? [State.name] : [] }
    )
  }

  test('finds rows that anybody may change', async ({ assert }) => {
    const found = await findingsFor(OpenState)
    assert.deepEqual(
      found.map(({ about, severity, file }) => [about, severity, file]),
      [['OpenState', 'error', 'app/any_state.ts']]
    )
  })

  test('is content with a policy, an owner, a guard, a list, and pages behind a middleware', async ({
    assert,
  }) => {
    for (const State of [PolicyState, OwnedState, GuardedState, ListedState, FreeState]) {
      assert.deepEqual(await findingsFor(State), [])
    }
    assert.deepEqual(await findingsFor(OpenState, false), [])
  })
})
