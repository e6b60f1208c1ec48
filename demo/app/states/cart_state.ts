import { rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import Product from '#models/product'
import CartService from '#services/cart_service'
import CheckoutService from '#services/checkout_service'
import { defaultRegion, shippingFor, type Region } from '#services/region'
import { Basket } from '#states/basket'
import {
  addItemValidator,
  checkoutValidator,
  quantityValidator,
  removeItemValidator,
} from '#validators/cart'

/**
 * Cart of a customer.
 */
export default class CartState extends Basket {
  /** Undecorated: stays on the server. */
  private region: Region = defaultRegion

  /** In cents. */
  @rx.var() get shipping(): number {
    return shippingFor(this.region, this.subtotal)
  }

  /** In cents, shipping included. */
  @rx.var() get total(): number {
    return this.subtotal + this.shipping
  }

  @rx.event() async load() {
    this.region = this.ctx.region
    this.show(await this.cart().lines())
  }

  @rx.event(addItemValidator)
  async add({ productId, quantity = 1 }: Infer<typeof addItemValidator>) {
    const product = await Product.findOrFail(productId)
    await this.cart().add(product, quantity)
    await this.load()
    return rx.toast.success(this.i18n.t('cart.added', { name: product.name }))
  }

  @rx.event(quantityValidator)
  async setQuantity({ productId, quantity }: Infer<typeof quantityValidator>) {
    await this.cart().setQuantity(await Product.findOrFail(productId), quantity)
    await this.load()
  }

  @rx.event(removeItemValidator)
  async remove({ productId }: Infer<typeof removeItemValidator>) {
    await this.cart().remove(productId)
    await this.load()
  }

  /**
   * Empties the cart on the page first. When the order then fails (somebody else bought the last
   * piece), the page still shows the full cart: what a failed event changed is dropped.
   */
  @rx.event(checkoutValidator)
  async checkout(delivery: Infer<typeof checkoutValidator>) {
    if (this.items.length === 0) return rx.toast.warning(this.i18n.t('cart.nothing'))
    this.show([])
    const user = this.auth.getUserOrFail()
    const order = await new CheckoutService().place(user, this.ctx.region, delivery)
    this.session.flash('success', this.i18n.t('cart.ordered', { number: order.number }))
    return rx.redirect().toRoute('orders')
  }

  private cart() {
    return new CartService(this.auth.getUserOrFail())
  }
}
