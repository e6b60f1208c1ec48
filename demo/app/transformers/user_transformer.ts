import { BaseTransformer } from '@adonisjs/core/transformers'
import type User from '#models/user'

/**
 * What the outside may know of a user.
 */
export default class UserTransformer extends BaseTransformer<User> {
  toObject() {
    return this.pick(this.resource, ['id', 'fullName', 'email', 'initials', 'isAdmin'])
  }
}
