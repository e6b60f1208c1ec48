/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy } from '@adonisjs/bouncer'
import type Item from '#models/item'
import type { LabUser } from '#services/users'

/** It has no method `create` for others than Ada, and nothing for guests. */
export default class ItemPolicy extends BasePolicy {
  viewList() {
    return true
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
