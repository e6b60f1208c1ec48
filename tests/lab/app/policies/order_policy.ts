/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AuthorizationResponse, BasePolicy } from '@adonisjs/bouncer'
import type Order from '#models/order'
import Power from '#models/power'
import type { LabUser } from '#services/users'

/** How often it was asked. */
export const asked = { count: 0 }

export default class OrderPolicy extends BasePolicy {
  async refund(user: LabUser, order: Order) {
    asked.count++
    if (order.isRefunded) return AuthorizationResponse.deny('It is refunded already')
    const power = await Power.query().where('userId', user.id).where('name', 'refund').first()
    return power !== null
  }

  create(user: LabUser) {
    asked.count++
    return user.id === 1
  }
}
