/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { allowGuest, BasePolicy } from '@adonisjs/bouncer'
import type Parcel from '#models/parcel'
import { gates } from '#services/gates'
import type { LabUser } from '#services/users'

export default class ParcelPolicy extends BasePolicy {
  send(user: LabUser, parcel: Parcel) {
    return parcel.ownerId === user.id
  }

  @allowGuest()
  track() {
    return true
  }

  fail(): boolean {
    throw new Error('The policy is broken')
  }

  async wait(_: LabUser) {
    await gates.pass('policy')
    return true
  }
}
