/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import { frozen } from '../../../state/main.ts'
import type { EventScope } from '../../../state/main.ts'
import { LivePage } from '../boundaries/main.ts'
import type { PageRow, PageSource, PageStamp } from '../boundaries/main.ts'
import type { LiveQuery } from '../live/main.ts'
import type { Follower, FollowerParts } from './follower.ts'
import type { DerivedQuery } from './derived_query.ts'
import { takeListRequests } from './list_requests.ts'
import type { ListRequest } from './list_requests.ts'
import type { OwnWrites } from './own_writes.ts'
import { isStamp } from './stamps.ts'

/** A row of a list, as pages get it. */
export type ListRow = PageRow

/** A list, as far as it is followed. */
export interface FollowedList extends LiveQuery<EventScope, JsonValue, DerivedQuery> {
  /** Name of the var of its rows. */
  readonly key: string
  /** It is loaded with pages and events, and hears of nothing in between. */
  readonly isStill: boolean
  /** Name of the var that counts what is pending. */
  readonly pending: string
  /** What the live page of a tab has of it. */
  readonly page: PageSource<EventScope, ListRow, DerivedQuery>
  /** Goes to an earlier page, where there is one. */
  goesBack(scope: EventScope): boolean
}

/** Follows one page of a list, whose rows keep their places on later pages and while somebody selects or edits. */
export class ListFollower implements Follower {
  readonly #list: FollowedList
  readonly #parts: FollowerParts
  readonly #page: LivePage<EventScope, ListRow, DerivedQuery>
  #stamp: PageStamp | undefined
  /** The query of the page, however it is followed. */
  #baseKey: string | undefined
  values: Record<string, JsonValue> = {}

  constructor(list: FollowedList, parts: FollowerParts) {
    this.#list = list
    this.#parts = parts
    const { tab, engine, events } = parts
    this.#page = new LivePage(engine, tab, list.page, {
      show: () => {
        this.#show()
        events.changed()
      },
      pending: () => {
        this.#show()
        events.changed()
      },
      left: () => events.left(),
      refused: () => events.refused(),
    })
  }

  get isOpen(): boolean {
    return this.#page.isOpen
  }

  async load(scope: EventScope): Promise<void> {
    const rows = await this.#page.load(scope)
    if (rows.length === 0 && this.#list.goesBack(scope)) await this.#page.load(scope)
    this.#baseKey = await this.#parts.engine.baseKeyOf(this.#list, scope)
    this.#show()
    if (this.#list.isStill) this.#page.stop()
  }

  async complete(scope: EventScope, writes: OwnWrites): Promise<void> {
    const requests = takeListRequests(scope, this.#list.name)
    const stamp = this.#stamp
    if (stamp === undefined) return
    if (!this.#list.isStill) for (const request of requests) await this.#follow(request, scope)
    const isAsked = requests.some((request) => request.do === 'load')
    const tables = stamp.watches.flatMap((watch) => watch.tables)
    const isOther = async () =>
      (await this.#parts.engine.baseKeyOf(this.#list, scope)) !== this.#baseKey
    if (isAsked || this.#page.mayMove || writes.concern(scope, tables) || (await isOther())) {
      await this.load(scope)
    } else if (requests.length > 0) this.#show()
  }

  resume(shown: Readonly<Record<string, unknown>>): void {
    const rows = shown[this.#list.key]
    if (this.#list.isStill) return
    if (this.#stamp && Array.isArray(rows)) this.#page.resume(rows as ListRow[], this.#stamp)
  }

  close(): void {
    this.#stamp = this.#page.stamp ?? this.#stamp
    this.#page.stop()
  }

  pack(): unknown {
    const stamp = this.#page.stamp ?? this.#stamp
    return stamp && { ...stamp, baseKey: this.#baseKey ?? '' }
  }

  restore(packed: unknown): void {
    const { watches, isFirst, isInPlace, holds, baseKey } = (packed ?? {}) as Record<
      string,
      unknown
    >
    const isWhole =
      Array.isArray(watches) &&
      watches.length > 0 &&
      watches.every(isStamp) &&
      typeof isFirst === 'boolean' &&
      typeof isInPlace === 'boolean' &&
      Array.isArray(holds) &&
      holds.every((reason) => typeof reason === 'string') &&
      typeof baseKey === 'string'
    if (!isWhole) throw new TypeError('The stamp of a list has another shape')
    this.#stamp = { watches, isFirst, isInPlace, holds }
    this.#baseKey = baseKey
  }

  async #follow(request: ListRequest, scope: EventScope): Promise<void> {
    const page = this.#page
    if (request.do === 'hold') await page.hold(request.reason, scope)
    else if (request.do === 'release') page.release(request.reason)
    else if (request.do === 'edit') await page.edit(request.id, request.column, scope)
    else if (request.do === 'edited') page.edited(request.id, request.column)
  }

  #show(): void {
    const { rows, pending, stamp } = this.#page
    this.#stamp = stamp ?? this.#stamp
    this.values = {
      [this.#list.key]: frozen(rows) as unknown as JsonValue,
      [this.#list.pending]: pending.count,
    }
  }
}
