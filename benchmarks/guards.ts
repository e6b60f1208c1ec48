/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy, Bouncer } from '@adonisjs/bouncer'
import type { HttpContext } from '@adonisjs/core/http'
import { Guards, resolveGuards, recentLogin } from '../src/features/auth/main.ts'
import type { LiveModels } from '../src/features/models/main.ts'
import type { LimitedLog } from '../src/logging/main.ts'
import { rx } from '../src/rx.ts'
import { AppState, runHandler, StateRegistry, StateTree } from '../src/state/main.ts'
import type { Enlisted, FeatureHost, Tab } from '../src/tabs/main.ts'
import { printTable } from './table.ts'

/** Events of each kind in one round. */
const CALLS = 2_000

/** The kinds take turns, so that none has the quieter half of the machine's time. */
const ROUNDS = 40

interface User {
  id: number
  emailVerifiedAt: Date
}

class ShopPolicy extends BasePolicy {
  enter(user: User) {
    return user.id === 1
  }
}

class OpenState extends AppState {
  @rx.var() count = 0
  @rx.event() run() {
    this.count++
  }
}

class UserState extends OpenState {
  @rx.guard({ user: true }) @rx.event() override run() {
    this.count++
  }
}

class RecentState extends OpenState {
  @rx.guard({ verified: true, recent: '15m' }) @rx.event() override run() {
    this.count++
  }
}

class WholeState extends OpenState {
  static guard = { verified: true }
}

class AskedState extends OpenState {
  @rx.can(ShopPolicy, 'enter') @rx.event() override run() {
    this.count++
  }
}

/** The policy was asked for the page already, in the same request. */
class AskedAgainState extends AskedState {
  static guard = { can: [[ShopPolicy, 'enter']] }
}

const KINDS: [name: string, State: new () => OpenState][] = [
  ['no guard', OpenState],
  ['{ user: true }', UserState],
  ['{ verified: true, recent: … }', RecentState],
  ['static guard = { verified: true }', WholeState],
  ['a policy that is asked', AskedState],
  ['a policy that the state asks, and the event once more', AskedAgainState],
]

/** A request whose user was authenticated by a middleware of the page. */
function contextOf(): HttpContext {
  const user: User = { id: 1, emailVerifiedAt: new Date() }
  const values = new Map<string, unknown>()
  const session = {
    sessionId: 'bench',
    get: (key: string) => values.get(key),
    put: (key: string, value: unknown) => values.set(key, value),
  }
  const made: unknown = {
    session,
    auth: { user, authenticationAttempted: true, isAuthenticated: true },
    bouncer: new Bouncer(user),
  }
  recentLogin.confirm(made as HttpContext)
  return made as HttpContext
}

/** Runs an event as a transaction does, between the moments of the feature. */
async function prepare(State: new () => OpenState): Promise<() => Promise<void>> {
  const host: unknown = { mode: () => 'full' }
  const guards = new Guards(host as FeatureHost, {
    config: resolveGuards(),
    log: {} as LimitedLog,
    models: { permit() {} } as unknown as LiveModels,
  })
  const registry = new StateRegistry((definition) => guards.extend(definition) ?? {})
  const definition = registry.add(State as never)
  const definitions = [definition]
  const event = definition.events.get('run')!
  const states = new StateTree({ registry, member: 'bench', freeze: false })
  const ctx = contextOf()
  return async () => {
    const enlisted: Enlisted | undefined = guards.enlist({
      tab: {} as Tab,
      page: undefined,
      definitions,
      ctx,
    })
    const scope = states.openScope({ ctx })
    const begun = enlisted?.refresh?.(scope)
    if (begun) await begun
    await runHandler(scope, definition, event, [])
    const completed = enlisted?.complete?.(scope)
    if (completed) await completed
    states.apply(states.prepare(scope))
  }
}

/**
 * What a guard adds to an event, without the kernel and without a socket.
 */
export async function measureGuards(): Promise<void> {
  const runs = await Promise.all(KINDS.map(([, State]) => prepare(State)))
  const samples: number[][] = KINDS.map(() => [])
  for (let round = 0; round < ROUNDS; round++) {
    for (const [index, run] of runs.entries()) {
      const start = performance.now()
      for (let call = 0; call < CALLS; call++) await run()
      samples[index].push(((performance.now() - start) * 1_000) / CALLS)
    }
  }
  // The first rounds warm up
  const quartiles = samples.map((times) => {
    const sorted = times.slice(ROUNDS / 4).sort((a, b) => a - b)
    return sorted[Math.floor(sorted.length / 4)]
  })
  printTable(
    'What a guard adds to an event (µs, lower quartile; goal: at most 2 without a policy that has to be asked)',
    ['', 'event', 'added'],
    KINDS.map(([name], index) => [name, quartiles[index], quartiles[index] - quartiles[0]])
  )
}
