import { AppState, rx } from 'reflex-adonis'
import CatalogService, { type CategoryCard, type ProductRow } from '#services/catalog_service'

/**
 * The front page.
 */
export default class HomeState extends AppState {
  @rx.var() featured: ProductRow[] = []
  @rx.var() categories: CategoryCard[] = []

  @rx.event() async load() {
    const catalog = new CatalogService()
    this.featured = await catalog.featured()
    this.categories = await catalog.categories()
  }
}
