/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EventScope, State } from '../../../state/main.ts'
import type { PageRow, PageSource } from '../boundaries/main.ts'
import type { Id } from '../capture/main.ts'
import type { Follower, FollowerParts } from './follower.ts'
import { ListFollower } from './list_follower.ts'
import { LiveVar } from './live_var.ts'
import type { DerivedQuery, LiveVarOptions } from './live_var.ts'

/** A row of a list, as pages get it. */
export type ListRow = PageRow

/** What makes a live var a list: one page of rows that may keep their places. */
export interface ListOptions {
  /** Column of the key. */
  key: string
  /** What rows have the key as. */
  rowKey: string
  /** Name of the var that counts rows which have come and are not shown. */
  pending: string
  /** Whether nothing comes before the rows of the query. */
  isFirst: (state: State) => boolean
  /** The page has no rows. Goes to an earlier one where there is one. */
  goBack: (state: State) => boolean
  /**
   * @throws what refuses the list to the visitor
   */
  permit?: (state: State) => Promise<void>
}

/** A live var that is a list. */
export class ListVar extends LiveVar {
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
      isFirst: (scope) => list.isFirst(scope.view(this.definition)),
      audience: (scope) => this.audience(scope),
      permit: (scope) => this.permit(scope),
      query: (scope) => this.query(scope),
      result: async (query, scope) => (await this.result(query, scope)) as unknown as ListRow[],
    }
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

  async permit(scope: EventScope): Promise<void> {
    await this.#list.permit?.(scope.view(this.definition))
  }

  override follow(parts: FollowerParts): Follower {
    return new ListFollower(this, parts)
  }
}
