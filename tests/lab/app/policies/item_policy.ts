/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy } from '@adonisjs/bouncer'
import type Item from '#models/item'
import type { LabUser } from '#services/users'

/** Ids of users who may see nothing any more. */
export const withdrawn = new Set<number>()

/** It has no method `create` for others than Ada, and nothing for guests. */
export default class ItemPolicy extends BasePolicy {
  viewList(user: LabUser) {
    return !withdrawn.has(user.id)
  }

  create(user: LabUser) {
    return user.id === 1
  }

  edit() {
    return true
  }

  delete(_: LabUser, item: Item) {
    return item.status !== 'sold'
  }
}
