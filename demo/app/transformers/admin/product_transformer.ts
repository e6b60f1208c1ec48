import { BaseTransformer } from '@adonisjs/core/transformers'
import type Product from '#models/product'

export default class ProductTransformer extends BaseTransformer<Product> {
  toObject() {
    return {
      ...this.pick(this.resource, [
        'id',
        'categoryId',
        'name',
        'description',
        'price',
        'stock',
        'rating',
      ]),
      category: this.resource.category?.name ?? null,
      featured: Boolean(this.resource.featured),
    }
  }
}
