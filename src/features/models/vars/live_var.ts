/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { extrasOf } from '../../../adonis/main.ts'
import type { JsonValue } from '../../../protocol/main.ts'
import { frozen } from '../../../state/main.ts'
import type { EventScope, StateDefinition } from '../../../state/main.ts'
import { actorOf } from '../../../tabs/main.ts'
import { readsWrittenRows } from '../live/main.ts'
import type { LiveQuery, Query, TableOfConnection } from '../live/main.ts'
import { DerivedQuery } from './derived_query.ts'
import type { LiveNote, LiveOptions, TableModel } from './notes.ts'
import { E_LIVE_QUERY } from './exceptions.ts'
import type { Follower, FollowerParts } from './follower.ts'
import { ResultFollower } from './result_follower.ts'
import { LiveSource } from './live_source.ts'

/** Whether a visitor may see the vars of a state. */
export interface Permission {
  /**
   * Is asked before each run of a query.
   *
   * @throws what refuses the state to the visitor
   */
  permit(scope: EventScope): Promise<void>
  /** Models whose tables say so. */
  grants: readonly TableModel[]
}

export interface LiveVarOptions {
  definition: StateDefinition
  /** Name of the var. */
  key: string
  options: Omit<LiveNote, 'list'>
  /** Whether somebody may see its state; undefined where everybody may. */
  permission?: Permission
  db: Database
  /** Hears of the model of a query. */
  seen: (model: LucidModel) => void
}

/** A var that shows what a query finds. */
export class LiveVar implements LiveQuery<EventScope, JsonValue, DerivedQuery> {
  readonly definition: StateDefinition
  readonly key: string
  readonly name: string
  readonly depends: readonly TableOfConnection[]
  readonly grants: readonly TableOfConnection[]
  readonly pace: number | undefined
  readonly isStill: boolean
  readonly #audience: LiveOptions['audience']
  readonly #permit: LiveNote['permit']
  readonly #permission: Permission | undefined
  readonly #get: (() => unknown) | undefined
  readonly #db: Database
  readonly #seen: LiveVarOptions['seen']

  constructor({ definition, key, options, permission, db, seen }: LiveVarOptions) {
    this.definition = definition
    this.key = key
    this.name = `${definition.id}.${key}`
    this.depends = tablesOf(db, options.depends)
    this.grants = tablesOf(db, [...(options.grants ?? []), ...(permission?.grants ?? [])])
    this.pace = options.pace
    this.isStill = options.isStill === true
    this.#audience = options.audience
    this.#permit = options.permit
    this.#permission = permission
    this.#get = definition.getter(key)
    this.#db = db
    this.#seen = seen
  }

  /** Names under which its queries run. */
  get names(): readonly string[] {
    return [this.name]
  }

  /** Names of the vars that it fills. */
  get supplies(): readonly string[] {
    return [this.key]
  }

  /**
   * @throws what refuses it to the visitor
   */
  async permit(scope: EventScope): Promise<void> {
    await this.#permission?.permit(scope)
    await this.#permit?.(scope.view(this.definition))
  }

  /** Whether a tab has its result already. */
  isShown(scope: EventScope): boolean {
    return scope.peek(this.definition.id, this.key) !== undefined
  }

  /** What its result fills. */
  valuesOf(result: JsonValue): Record<string, JsonValue> {
    return { [this.key]: result }
  }

  /** What a tab has of it. */
  follow(parts: FollowerParts): Follower {
    return new ResultFollower(this, parts)
  }

  /** The user, or the session of a guest, unless the application names an audience. The locale goes with both. */
  async audience({ ctx }: EventScope): Promise<string> {
    if (!ctx) return ''
    const { i18n, session } = extrasOf(ctx)
    const locale = i18n?.locale ?? ''
    if (this.#audience) return JSON.stringify([locale, await this.#audience(ctx)])
    const { user, identity } = actorOf(ctx)
    const guards = Object.entries(identity).sort()
    if (user === undefined && guards.length === 0) {
      return JSON.stringify([locale, 'guest', session?.sessionId ?? ''])
    }
    return JSON.stringify([locale, 'user', String(user), guards])
  }

  /**
   * @throws E_LIVE_QUERY, and whatever the getter throws
   */
  query(scope: EventScope): DerivedQuery {
    const { value: source, dependencies } = scope.derive(this.definition, this.key, this.#get!)
    if (!(source instanceof LiveSource)) throw new E_LIVE_QUERY([this.name])
    const { model } = source.query as { model?: LucidModel }
    if (model) this.#seen(model)
    return new DerivedQuery(
      source,
      dependencies.map(({ id, name, value }) => [id, name, value])
    )
  }

  async result({ source }: DerivedQuery, { ctx }: EventScope): Promise<JsonValue> {
    const query = isOfDatabase(source.query)
      ? readsWrittenRows(source.query, this.#db)
      : source.query
    return frozen(await source.run(query, ctx))
  }
}

function isOfDatabase(query: Query): query is Query & { client: QueryClientContract } {
  return 'client' in query
}

/** The tables of models. */
function tablesOf(db: Database, models: readonly TableModel[] = []): TableOfConnection[] {
  return models.map((model) => {
    model.boot()
    return { connection: model.connection ?? db.primaryConnectionName, table: model.table }
  })
}
