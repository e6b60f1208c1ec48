/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { within } from '../../../within.ts'
import { asId } from '../capture/main.ts'
import type { Change, Id } from '../capture/main.ts'
import { keyText } from '../reads/main.ts'
import type { Read } from '../reads/main.ts'
import { judge, matchingIds } from './judge.ts'
import type { Row } from './judge.ts'
import type { Groups } from './groups.ts'
import type { ErrorLog } from './contracts.ts'
import type { RowSource } from './row_source.ts'
import { tableId } from './versions.ts'
import type { WatchGroup } from './watch.ts'

/**
 * Milliseconds for which a database may be asked for changed rows. The next changes wait for it, those of other databases too,
 * and a pool that cannot connect tries to for a minute.
 */
const READ_TIME = 2_000

/** Ids for which a group asks. */
interface Question<Context> {
  group: WatchGroup<Context>
  change: Change
  read: Read
}

/** What is to be read of the changed rows of a table, for all questions at once. */
interface Inquiry<Context> {
  ids: Set<Id>
  columns: Set<string>
  questions: Question<Context>[]
}

/** Whether the rows of a change can be read, and compared with what a query asks for. */
function mayBeAsked({ ids, key, table }: Change, read: Read): boolean {
  return ids !== 'all' && key === read.key && table === read.table && read.conditions.length > 0
}

/** Hears which group a change concerns, and by which ids. */
export type Concerned<Context> = (
  group: WatchGroup<Context>,
  change: Change,
  ids: readonly Id[] | 'all'
) => void

/** Looks at a batch of changes: which groups do they concern? */
export class Batch<Context> {
  readonly #groups: Groups<Context>
  readonly #rows: RowSource
  readonly #logger: ErrorLog
  readonly #concerned: Concerned<Context>
  readonly #inquiries = new Map<string, Inquiry<Context>>()

  constructor(
    groups: Groups<Context>,
    rows: RowSource,
    logger: ErrorLog,
    concerned: Concerned<Context>
  ) {
    this.#groups = groups
    this.#rows = rows
    this.#logger = logger
    this.#concerned = concerned
  }

  /**
   * Tells of each group that may show something else now.
   *
   * @param isSettled - whether a group is run anyway, or has read its tables since
   */
  async judge(
    changes: readonly Change[],
    isSettled: (group: WatchGroup<Context>, change: Change) => boolean
  ): Promise<void> {
    for (const change of changes) {
      for (const group of this.#groups.concernedBy(change)) {
        if (!isSettled(group, change)) this.#judgeFor(group, change)
      }
    }
    await Promise.all([...this.#inquiries.values()].map((inquiry) => this.#answer(inquiry)))
  }

  #judgeFor(group: WatchGroup<Context>, change: Change): void {
    const questions: Question<Context>[] = []
    for (const read of group.reads ?? []) {
      const verdict = judge(change, read)
      // A row that has left is no news
      if (verdict === 'yes' && group.isNews && mayBeAsked(change, read)) {
        questions.push({ group, change, read })
        continue
      }
      if (verdict === 'yes') {
        this.#concerned(group, change, change.ids)
        return
      }
      if (verdict === 'ask') questions.push({ group, change, read })
    }
    for (const question of questions) this.#ask(question)
  }

  #ask(question: Question<Context>): void {
    const { change, read } = question
    if (change.ids === 'all') return
    const name = `${tableId(read)}\n${read.source}\n${read.key}`
    const inquiry: Inquiry<Context> = this.#inquiries.get(name) ?? {
      ids: new Set(),
      columns: new Set(),
      questions: [],
    }
    this.#inquiries.set(name, inquiry)
    for (const id of change.ids) inquiry.ids.add(id)
    for (const { column } of read.conditions) {
      if (column !== read.key) inquiry.columns.add(column)
    }
    inquiry.questions.push(question)
  }

  async #answer(inquiry: Inquiry<Context>): Promise<void> {
    const rows = await this.#read(inquiry)
    for (const { group, change, read } of inquiry.questions) {
      const ids = matchingIds(change, read, rows)
      if (ids.length > 0) this.#concerned(group, change, ids)
    }
  }

  /** The changed rows by key; nothing where they could not be read, since then each may match. */
  async #read({
    ids,
    columns,
    questions,
  }: Inquiry<Context>): Promise<Map<string, Row> | undefined> {
    const [{ read }] = questions
    if (columns.size === 0) return new Map([...ids].map((id) => [keyText(id), { [read.key]: id }]))
    try {
      const { connection, source, key } = read
      const found = await within(
        READ_TIME,
        this.#rows.rows(connection, source, key, [...ids], [...columns])
      )
      if (found) return new Map(found.value.map((row) => [keyText(asId(row[key]) ?? ''), row]))
      this.#unread({ table: read.table, waited: READ_TIME })
    } catch (error) {
      this.#unread({ err: error, table: read.table })
    }
    return undefined
  }

  #unread(fields: Record<string, unknown>): void {
    this.#logger.warn(fields, 'changed rows could not be read')
  }
}
