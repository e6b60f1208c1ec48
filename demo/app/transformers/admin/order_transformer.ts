import { BaseTransformer } from '@adonisjs/core/transformers'
import type Order from '#models/order'

export default class OrderTransformer extends BaseTransformer<Order> {
  toObject() {
    return {
      ...this.pick(this.resource, [
        'id',
        'userId',
        'recipient',
        'address',
        'city',
        'region',
        'shipping',
        'total',
      ]),
      user: this.resource.user?.fullName ?? null,
    }
  }
}
