import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'
import Product from '#models/product'
import ProductPolicy from '#policies/admin/product_policy'
import { picturesValidator } from '#validators/files'

export interface ShownPicture {
  id: number
  url: string
}

/**
 * The pictures of the product in the address.
 */
export default class ProductPicturesState extends AppState {
  static guard = { can: [[ProductPolicy, 'edit']] }

  @rx.var() pictures: ShownPicture[] = []

  @rx.event() async load() {
    const product = await this.product()
    const pictures = await product.related('pictures').query().orderBy('id')
    this.pictures = pictures.map(({ id, url }) => ({ id, url }))
  }

  @rx.upload(picturesValidator, { disk: 'public' })
  async add({ pictures }: Infer<typeof picturesValidator>) {
    const product = await this.product()
    const keys = await Promise.all(pictures.map((picture) => picture.keep('products')))
    await product.related('pictures').createMany(keys.map((key) => ({ key })))
    await this.load()
  }

  @rx.event() async remove(id: number) {
    const product = await this.product()
    const picture = await product.related('pictures').query().where('id', id).firstOrFail()
    await picture.delete()
    await this.load()
  }

  private product() {
    return Product.findOrFail(this.params.id)
  }
}
