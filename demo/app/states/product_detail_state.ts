import { AppState, rx } from 'reflex-adonis'
import CatalogService, { type ProductDetail, type ProductRow } from '#services/catalog_service'
import FavouriteService from '#services/favourite_service'

/**
 * One product, by the id in the address.
 */
export default class ProductDetailState extends AppState {
  @rx.var() product: ProductDetail | null = null
  @rx.var() related: ProductRow[] = []

  @rx.event() async load() {
    const catalog = new CatalogService(await this.favourites().ids())
    const product = await catalog.find(Number(this.params.id))
    this.product = product
    this.related = await catalog.related(product, 4)
    return rx.title(product.name)
  }

  @rx.event() async toggleFavourite() {
    if (!this.product) return
    const favourite = !this.product.favourite
    await this.favourites().set(this.product.id, favourite)
    this.product.favourite = favourite
  }

  private favourites() {
    return new FavouriteService(this.session, this.user)
  }
}
