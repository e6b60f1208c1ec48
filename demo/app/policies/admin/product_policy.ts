import { BasePolicy } from '@adonisjs/bouncer'
import type User from '#models/user'

/** Products are for administrators. */
export default class ProductPolicy extends BasePolicy {
  viewList(user: User): boolean {
    return user.isAdmin
  }

  create(user: User): boolean {
    return user.isAdmin
  }

  edit(user: User): boolean {
    return user.isAdmin
  }

  delete(user: User): boolean {
    return user.isAdmin
  }
}
