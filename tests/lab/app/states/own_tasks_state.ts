/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import Task from '#models/task'
import TaskTransformer from '#transformers/task_transformer'

/** Shows a user what is theirs. */
export default class OwnTasksState extends AppState {
  @rx.live() get mine() {
    const { id } = this.ctx.auth.getUserOrFail()
    return rx.rows(Task.query().where('ownerId', id).orderBy('id'), TaskTransformer)
  }
}
