/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { Check } from '../../doctor/main.ts'
import { errors as stateErrors } from '../../state/main.ts'
import type { EventScope, StateDefinition, StateExtension } from '../../state/main.ts'
import type { EnlistRequest, Feature, FeatureHost, Tab, TabPart } from '../../tabs/main.ts'
import { LiveParts } from './live_parts.ts'
import type { OutsideWriters } from './live_parts.ts'
import type { ErrorLog, LiveLimits } from './live/main.ts'
import type { ChangeBus } from './news/main.ts'
import {
  ListVar,
  LiveLoad,
  LiveVar,
  MODELS,
  PermissionVar,
  TabLiveVars,
  liveErrors,
} from './vars/main.ts'
import type { LiveNote, Permission } from './vars/main.ts'

export interface LiveModelsConfig {
  /** That of the application; undefined where it has none. */
  database: Database | undefined
  /** News between the processes of the application. */
  bus: ChangeBus
  /** Hears what visitors can bring about. */
  log: ErrorLog
  limits: Partial<LiveLimits>
  /** How what other programs write is seen; undefined where it is not. */
  outside: OutsideWriters | undefined
}

const NONE: readonly LiveVar[] = []

/**
 * Keeps what pages show in step with the database. An application that has no live var pays nothing for it.
 */
export class LiveModels implements Feature {
  readonly name = MODELS
  readonly #host: FeatureHost
  readonly #config: LiveModelsConfig
  readonly #vars = new WeakMap<StateDefinition, readonly LiveVar[]>()
  readonly #pages = new WeakMap<readonly StateDefinition[], readonly LiveVar[]>()
  readonly #byName = new Map<string, LiveVar>()
  readonly #permissions = new WeakMap<StateDefinition, Permission>()
  #parts: LiveParts | undefined
  #isStarted = false

  constructor(host: FeatureHost, config: LiveModelsConfig) {
    this.#host = host
    this.#config = config
  }

  /**
   * Has it asked whether somebody may see the vars of a state, whenever a query of it runs, and for each open page when a
   * table changes that says so. A feature calls it when it is asked for what it adds to the state, before this one.
   */
  permit(definition: StateDefinition, permission: Permission): void {
    this.#permissions.set(definition, permission)
  }

  /**
   * @throws E_LIVE_DATABASE, E_STATE_SCOPE, E_INVALID_CONFIG
   */
  extend(definition: StateDefinition): StateExtension | undefined {
    const notes = definition.notes(MODELS) as ReadonlyMap<string, LiveNote>
    const permission = this.#permissions.get(definition)
    const isGranted = permission !== undefined && permission.grants.length > 0
    if (notes.size === 0 && !isGranted) return undefined
    const { database: db } = this.#config
    const [first = 'guard'] = notes.keys()
    if (db === undefined) throw new liveErrors.E_LIVE_DATABASE([`${definition.id}.${first}`])
    if (definition.inRoom && notes.size > 0) {
      const reason = `its live var "${first}" is loaded for one tab`
      throw new stateErrors.E_STATE_SCOPE([definition.id, reason])
    }
    const parts = this.#start(db)
    const of = { definition, permission, db, seen: (model: LucidModel) => parts.see(model) }
    const vars = [...notes].map(([key, { list, ...options }]) =>
      list ? new ListVar({ ...of, key, options }, list) : new LiveVar({ ...of, key, options })
    )
    // Before those that show something
    if (isGranted) vars.unshift(new PermissionVar(of, permission))
    this.#vars.set(definition, vars)
    for (const live of vars) for (const name of live.names) this.#byName.set(name, live)
    return { supplied: vars.flatMap((live) => live.supplies) }
  }

  attach(tab: Tab): TabPart | undefined {
    if (!this.#parts) return undefined
    return new TabLiveVars({
      tab,
      engine: this.#parts.engine,
      host: this.#host,
      writes: this.#parts.writes,
      varsOf: ({ shown }) => (shown ? this.#of(shown.page.definitions) : NONE),
    })
  }

  enlist({ tab, definitions }: EnlistRequest): LiveLoad | undefined {
    const vars = this.#of(definitions)
    // The first live var of an application that is developed comes after its tabs
    if (vars.length > 0 && !tab.parts.get(MODELS)) tab.parts.add(MODELS, () => this.attach(tab))
    const part = tab.parts.get(MODELS)
    if (vars.length === 0 || !this.#parts || !(part instanceof TabLiveVars)) return undefined
    const { writes } = this.#parts
    return new LiveLoad({
      vars,
      part,
      writes,
      mode: ({ definition }) => this.#host.mode(definition),
    })
  }

  /** Hears what other processes have written. */
  async start(): Promise<void> {
    this.#isStarted = true
    await this.#parts?.start()
  }

  async stop(): Promise<void> {
    await this.#parts?.close()
  }

  async checks(): Promise<readonly Check[]> {
    const { database: db, outside } = this.#config
    if (!db) return []
    const { modelChecks } = await import('./checks/main.ts')
    return modelChecks({ db, outside, mode: this.#host.mode })
  }

  #start(db: Database): LiveParts {
    if (this.#parts) return this.#parts
    const { bus, log, limits, outside } = this.#config
    this.#parts = new LiveParts({
      db,
      bus,
      logger: log,
      limits,
      outside,
      host: { run: (id, work, name) => this.#run(id, work, name) },
    })
    // The first live var of an application that is developed
    if (this.#isStarted) {
      this.#parts.start().catch((error: unknown) => {
        log.error({ err: error }, 'what other processes write is not heard')
      })
    }
    return this.#parts
  }

  async #run<T>(
    id: string,
    work: (scope: EventScope) => Promise<T>,
    name: string
  ): Promise<{ value: T } | undefined> {
    const tab = this.#host.tabs.find(id)
    const live = this.#byName.get(name)
    if (!tab || !live) return undefined
    return this.#host.reads.run(tab, this.#host.mode(live.definition), work)
  }

  /** The live vars of a page. */
  #of(definitions: readonly StateDefinition[]): readonly LiveVar[] {
    let vars = this.#pages.get(definitions)
    if (!vars) {
      vars = definitions.flatMap((definition) => this.#vars.get(definition) ?? NONE)
      this.#pages.set(definitions, vars)
    }
    return vars
  }
}
