/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import db from '@adonisjs/lucid/services/db'
import { AppState, rx } from 'reflex-adonis'
import Task from '#models/task'
import { runsOf } from '#services/live_runs'
import TaskTransformer from '#transformers/task_transformer'

const everyone = { audience: () => 'everyone' }

/** Shows tasks as they are in the database. */
export default class TasksState extends AppState {
  @rx.query() word = ''
  @rx.var() note = ''

  /** Those of the user. */
  @rx.live() get mine() {
    runsOf('mine')
    return rx.rows(
      Task.query()
        .where('ownerId', Number(this.ctx.auth.user?.id ?? 0))
        .orderBy('id'),
      TaskTransformer
    )
  }

  /** All that have a word in their title. */
  @rx.live(everyone) get found() {
    return rx.rows(
      Task.query().whereILike('title', `%${this.word}%`).orderBy('id'),
      TaskTransformer
    )
  }

  @rx.live(everyone) get last() {
    return rx.first(Task.query().orderBy('id', 'desc'), TaskTransformer)
  }

  @rx.live(everyone) get total() {
    return rx.count(Task.query())
  }

  @rx.live(everyone) get longest() {
    if (this.word === 'boom') throw new Error('Not with this word')
    return rx.read(db.from('lab_tasks').max('id as most'), async (query) => {
      const [{ most }] = (await query) as [{ most: number | null }]
      return most ?? 0
    })
  }

  @rx.var() get open() {
    return this.found.filter((task) => !task.isDone).length
  }

  @rx.event() search(word: string) {
    this.word = word
  }

  @rx.event() async add(title: string) {
    await Task.create({ ownerId: Number(this.ctx.auth.user?.id ?? 0), title, isDone: false })
    return this.found.length
  }

  @rx.event() async rename(id: number, title: string) {
    await Task.query().where('id', id).update({ title })
  }

  /** What it has written is undone. */
  @rx.event() async fail(title: string) {
    await db.transaction(async (trx) => {
      await Task.create({ ownerId: 0, title, isDone: false }, { client: trx })
      throw new Error('No')
    })
  }

  /** It writes, and fails afterwards. */
  @rx.event() async failLater(title: string) {
    await this.add(title)
    throw new Error('Too late')
  }

  @rx.event() write(note: string) {
    this.note = note
  }
}
