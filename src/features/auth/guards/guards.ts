/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../../doctor/main.ts'
import type { LimitedLog } from '../../../logging/main.ts'
import type { MountedPage } from '../../../pages/main.ts'
import type { StateDefinition, StateExtension } from '../../../state/main.ts'
import type { EnlistRequest, Feature, FeatureHost, Recheck, Tab } from '../../../tabs/main.ts'
import type { LiveModels } from '../../models/main.ts'
import type { ResolvedGuards } from './config.ts'
import { E_GUARD_OPTION, E_GUARD_REQUEST } from './exceptions.ts'
import type { Guard, GuardParts } from './guard.ts'
import { GuardedTransaction } from './guarded_transaction.ts'
import { GUARDS } from './notes.ts'
import { Refusals } from './refusals.ts'
import { readGuards } from './state_guards.ts'
import type { StateGuards } from './state_guards.ts'

export interface GuardsParts {
  config: ResolvedGuards
  /** Hears what visitors can bring about. */
  log: LimitedLog
  /** Asks open pages anew where a table has changed that says who may see them. */
  models: LiveModels
}

/**
 * Decides which events run, and who sees a page. An application without guards pays nothing for it.
 */
export class Guards implements Feature {
  readonly name = GUARDS
  readonly #host: FeatureHost
  readonly #models: LiveModels
  readonly #parts: GuardParts
  readonly #states = new WeakMap<StateDefinition, StateGuards>()
  /** Guards of the states of a page, by its states; undefined where none of them is guarded. */
  readonly #pages = new WeakMap<readonly StateDefinition[], readonly Guard[] | undefined>()

  constructor(host: FeatureHost, { config, log, models }: GuardsParts) {
    this.#host = host
    this.#models = models
    this.#parts = { config, refusals: new Refusals(config.login, log) }
  }

  /**
   * @throws E_GUARD_OPTION, E_GUARD_POLICY, E_GUARD_REQUEST, E_LIVE_DATABASE
   */
  extend(definition: StateDefinition): StateExtension | undefined {
    const guards = readGuards(definition, this.#parts)
    if (!guards) return undefined
    if (this.#host.mode(definition) === 'none') throw new E_GUARD_REQUEST([definition.id])
    this.#states.set(definition, guards)
    const { whole, events, depends } = guards
    if (whole) {
      this.#models.permit(definition, {
        permit: async ({ ctx }) => ctx && whole.check(ctx, false),
        grants: depends,
      })
    }
    return { guards: events }
  }

  /**
   * @throws E_GUARD_OPTION for an event that a page loads with, and that is about a row
   */
  verify({ definition: page }: MountedPage): void {
    for (const { state, event } of page.onLoad) {
      const definition = this.#host.states.get(state)
      const guarded = definition && this.#states.get(definition)?.events.get(event)
      if (!guarded || guarded.subjects.length === 0) continue
      const problem = `"onLoad" of ${page.id} calls it without an argument, so it is about no row`
      throw new E_GUARD_OPTION([`${state}.${event}`, problem])
    }
  }

  enlist({ tab, definitions, ctx }: EnlistRequest): GuardedTransaction | undefined {
    const guards = this.#of(definitions)
    if (!ctx || !guards) return undefined
    return new GuardedTransaction({ tab, guards, refusals: this.#parts.refusals })
  }

  /** Whoever comes back may have lost a right meanwhile. */
  recheck({ shown }: Tab): Recheck | undefined {
    const guards = shown && this.#of(shown.page.definitions)
    if (!guards || guards.length === 0) return undefined
    return async ({ ctx }) => {
      for (const guard of guards) await guard.check(ctx!, false)
    }
  }

  async checks(): Promise<readonly Check[]> {
    const { authChecks } = await import('../checks/main.ts')
    return authChecks
  }

  /** What guards whole states of a page; undefined where it has nothing that is guarded. */
  #of(definitions: readonly StateDefinition[]): readonly Guard[] | undefined {
    if (this.#pages.has(definitions)) return this.#pages.get(definitions)
    const guarded = definitions.flatMap((definition) => this.#states.get(definition) ?? [])
    const guards = guarded.length > 0 ? guarded.flatMap(({ whole }) => whole ?? []) : undefined
    this.#pages.set(definitions, guards)
    return guards
  }
}
