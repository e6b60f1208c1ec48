/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import { askers } from '#services/askers'
import type { LabUser } from '#services/users'

/** Ids of users who may choose no topic. */
export const topicless = new Set<number>()

export default class TopicPolicy extends BasePolicy {
  static containerInjections = { _constructor: { dependencies: [HttpContext] } }

  constructor(private ctx: HttpContext) {
    super()
  }

  viewList(user: LabUser) {
    askers.push(this.ctx)
    return !topicless.has(user.id)
  }
}
