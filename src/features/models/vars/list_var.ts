/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventScope } from '../../../state/main.ts'
import { inPlaceOf } from '../boundaries/main.ts'
import type { PageSource } from '../boundaries/main.ts'
import type { Id } from '../capture/main.ts'
import { E_ROW_KEY } from './exceptions.ts'
import type { Follower, FollowerParts } from './follower.ts'
import { ListFollower } from './list_follower.ts'
import type { FollowedList, ListRow } from './list_follower.ts'
import { LiveVar } from './live_var.ts'
import type { DerivedQuery } from './derived_query.ts'
import type { ListOptions } from './notes.ts'
import type { LiveVarOptions } from './live_var.ts'

/** A live var that is a list. */
export class ListVar extends LiveVar implements FollowedList {
  readonly #list: ListOptions
  /** What the live page of a tab has of it. */
  readonly page: PageSource<EventScope, ListRow, DerivedQuery>

  constructor(options: LiveVarOptions, list: ListOptions) {
    super(options)
    this.#list = list
    const { name, depends, grants, pace } = this
    this.page = {
      name,
      depends,
      grants,
      pace,
      key: list.key,
      keyOf: (row) => row[list.rowKey] as Id,
      // What stands still needs not to be held
      isFirst: (scope) => this.isStill || list.isFirst(scope.view(this.definition)),
      audience: (scope) => this.audience(scope),
      permit: (scope) => this.permit(scope),
      query: (scope) => this.query(scope),
      result: async (query, scope) => {
        const rows = (await this.result(query, scope)) as unknown as ListRow[]
        if (rows.some((row) => row[list.rowKey] === undefined)) {
          throw new E_ROW_KEY([name, list.rowKey])
        }
        return rows
      },
    }
  }

  override get names(): readonly string[] {
    return [this.name, inPlaceOf(this.name)]
  }

  override get supplies(): readonly string[] {
    return [this.key, this.#list.pending]
  }

  /** Name of the var that counts what is pending. */
  get pending(): string {
    return this.#list.pending
  }

  /** Goes to an earlier page, where there is one. */
  goesBack(scope: EventScope): boolean {
    return this.#list.goBack(scope.view(this.definition))
  }

  override follow(parts: FollowerParts): Follower {
    return new ListFollower(this, parts)
  }
}
