/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy } from '@adonisjs/bouncer'
import type { LabUser } from '#services/users'

/** Ids of users who may choose no topic. */
export const topicless = new Set<number>()

export default class TopicPolicy extends BasePolicy {
  viewList(user: LabUser) {
    return !topicless.has(user.id)
  }
}
