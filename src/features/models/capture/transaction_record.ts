/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change } from './change.ts'
import { ChangeSet } from './change_set.ts'

/**
 * What a transaction or a savepoint has changed, until it ends. Nothing but Knex' client of the transaction leads to
 * it, so one that never ends is freed with that client.
 */
export class TransactionRecord {
  readonly #parent: TransactionRecord | undefined
  readonly #publish: (changes: Change[]) => void
  readonly #changes = new ChangeSet()
  readonly #open = new Set<TransactionRecord>()
  #isInDoubt = false

  /**
   * @param publish - of what is committed for good
   * @param parent - in which this one is a savepoint
   */
  constructor(publish: (changes: Change[]) => void, parent?: TransactionRecord) {
    this.#publish = publish
    this.#parent = parent
    if (parent !== undefined) parent.#open.add(this)
  }

  /** Notes changes, which are told with the outermost commit. */
  add(changes: Change[]): void {
    this.#changes.addAll(changes)
    if (this.#root.#isInDoubt) this.#publish(changes)
  }

  /**
   * The database has ended the transaction without being asked by Knex, or may have: a statement of MySQL commits
   * it, a deadlock rolls it back. What waits may be committed by now, and each later write may be one by itself. To
   * tell too much costs a query, to tell too little shows what is wrong for ever.
   */
  doubt(): void {
    const root = this.#root
    root.#isInDoubt = true
    root.#publishAll()
  }

  /** Hands the changes to the outer transaction, or tells them where there is none. */
  commit(): void {
    this.#leaveParent()
    if (this.#parent === undefined) this.#publishAll()
    else this.#parent.add(this.#takeAll())
  }

  /** Forgets the changes, and those of savepoints that are still open. */
  rollback(): void {
    this.#leaveParent()
    this.#takeAll()
  }

  get #root(): TransactionRecord {
    return this.#parent === undefined ? this : this.#parent.#root
  }

  #leaveParent(): void {
    if (this.#parent !== undefined) this.#parent.#open.delete(this)
  }

  /** With what savepoints have changed that nobody has released: a commit is of them as well. */
  #takeAll(): Change[] {
    const all = new ChangeSet()
    all.addAll(this.#changes.take())
    for (const savepoint of this.#open) all.addAll(savepoint.#takeAll())
    return all.changes
  }

  #publishAll(): void {
    const changes = this.#takeAll()
    if (changes.length > 0) this.#publish(changes)
  }
}
