import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import { REGION_COOKIE } from '#middleware/detect_region_middleware'
import { defaultRegion, regions, type Region } from '#services/region'
import { regionValidator } from '#validators/shop'

/**
 * What the frame around every page shows.
 */
export default class ShopState extends AppState {
  @rx.var() region: Region = defaultRegion

  @rx.event() load() {
    this.region = this.ctx.region
  }

  /**
   * Remembers the choice in a cookie, which the middleware reads in later requests and events.
   */
  @rx.event(regionValidator) chooseRegion({ code }: Infer<typeof regionValidator>) {
    this.response.cookie(REGION_COOKIE, code)
    this.region = regions[code]
    const region = this.i18n.t(`site.regions.${code}`)
    const delivery = this.i18n.t(`site.delivery.${code}`)
    return rx.toast.info(this.i18n.t('site.delivers', { region, delivery }))
  }

  @rx.event() async signOut() {
    const flows = await this.ctx.containerResolver.make('reflex.auth')
    const to = await flows.login.logout(this.ctx)
    this.session.flash('success', this.i18n.t('site.loggedOut'))
    return rx.redirect(to)
  }
}
