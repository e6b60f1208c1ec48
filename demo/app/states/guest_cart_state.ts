import { rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import Product from '#models/product'
import GuestCartService from '#services/guest_cart_service'
import { Basket } from '#states/basket'
import { addItemValidator, quantityValidator, removeItemValidator } from '#validators/cart'

/**
 * Cart of a guest. It is in the session, so it is the same in all tabs of a browser, and becomes
 * part of the customer's cart at login.
 */
export default class GuestCartState extends Basket {
  @rx.event() async load() {
    this.show(await this.cart().lines())
  }

  @rx.event(addItemValidator)
  async add({ productId, quantity = 1 }: Infer<typeof addItemValidator>) {
    const product = await Product.findOrFail(productId)
    this.cart().add(product, quantity)
    await this.load()
    return rx.toast.success(this.i18n.t('cart.added', { name: product.name }))
  }

  @rx.event(quantityValidator)
  async setQuantity({ productId, quantity }: Infer<typeof quantityValidator>) {
    this.cart().setQuantity(await Product.findOrFail(productId), quantity)
    await this.load()
  }

  @rx.event(removeItemValidator)
  async remove({ productId }: Infer<typeof removeItemValidator>) {
    this.cart().remove(productId)
    await this.load()
  }

  private cart() {
    return new GuestCartService(this.session)
  }
}
