/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BaseTransformer } from '@adonisjs/core/transformers'
import type Task from '#models/task'

export default class TaskTransformer extends BaseTransformer<Task> {
  toObject() {
    return {
      ...this.pick(this.resource, ['id', 'title']),
      isDone: Boolean(this.resource.isDone),
    }
  }
}
