import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import { REGION_COOKIE } from '#middleware/detect_region_middleware'
import CartService from '#services/cart_service'
import GuestCartService from '#services/guest_cart_service'
import { defaultRegion, regions, type Region } from '#services/region'
import { regionValidator } from '#validators/shop'

/**
 * What the frame around every page shows.
 */
export default class ShopState extends AppState {
  @rx.var() cartCount = 0
  @rx.var() region: Region = defaultRegion

  @rx.event() async load() {
    const cart = this.user ? new CartService(this.user) : new GuestCartService(this.session)
    this.cartCount = await cart.count()
    this.region = this.ctx.region
  }

  /**
   * Remembers the choice in a cookie, which the middleware reads in later requests and events.
   */
  @rx.event(regionValidator) chooseRegion({ code }: Infer<typeof regionValidator>) {
    this.response.cookie(REGION_COOKIE, code)
    this.region = regions[code]
    return rx.toast.info(`We deliver to ${this.region.name} in ${this.region.delivery}`)
  }

  @rx.event() async signOut() {
    await this.auth.use('web').logout()
    this.session.flash('success', 'You are logged out')
    return rx.redirect('/')
  }
}
