/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy } from '@adonisjs/bouncer'
import Power from '#models/power'
import type { LabUser } from '#services/users'

export default class OfficePolicy extends BasePolicy {
  async enter(user: LabUser) {
    const power = await Power.query().where('userId', user.id).where('name', 'office').first()
    return power !== null
  }
}
