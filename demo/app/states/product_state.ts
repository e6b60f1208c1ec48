import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import CatalogService, { type ProductRow } from '#services/catalog_service'
import FavouriteService from '#services/favourite_service'
import {
  categoryValidator,
  favouriteValidator,
  searchValidator,
  sortValidator,
  type SortColumn,
} from '#validators/product'

export interface CategoryOption {
  slug: string
  name: string
}

/**
 * The whole catalog: what is shown, and in which order, is found on the server.
 */
export default class ProductState extends AppState {
  @rx.var() products: ProductRow[] = []
  @rx.var() categories: CategoryOption[] = []
  @rx.var() term = ''
  @rx.var() category = 'all'
  @rx.var() sortedBy: SortColumn = 'name'
  @rx.var() descending = false

  /** Ids of the products that match, in order. */
  @rx.var() get matches(): number[] {
    const words = this.term.toLowerCase().split(/\s+/).filter(Boolean)
    const { category, sortedBy, descending } = this
    const found = this.products.filter(
      (product) =>
        (category === 'all' || product.category === category) &&
        words.every((word) => product.name.toLowerCase().includes(word))
    )
    found.sort((a, b) => {
      const order = compare(a[sortedBy], b[sortedBy]) || compare(a.name, b.name)
      return descending ? -order : order
    })
    return found.map((product) => product.id)
  }

  /**
   * `?category=garden` and `?search=mug` in the address set the filter.
   */
  @rx.event() async load() {
    const catalog = new CatalogService(await this.favourites().ids())
    const categories = await catalog.categories()
    this.products = await catalog.all()
    this.categories = categories.map(({ slug, name }) => ({ slug, name }))

    const { category, search } = this.query
    this.category = categories.some(({ slug }) => slug === category) ? category : 'all'
    this.term = typeof search === 'string' ? search.slice(0, 80) : ''
  }

  @rx.event(searchValidator) search({ term }: Infer<typeof searchValidator>) {
    this.term = term
  }

  @rx.event(categoryValidator) filter({ category }: Infer<typeof categoryValidator>) {
    this.category = category
  }

  @rx.event() clear() {
    this.reset('term', 'category')
    return rx.focus('#product-search')
  }

  /** Sorts by a column, or the other way round when it is the column already. */
  @rx.event(sortValidator) sort({ column }: Infer<typeof sortValidator>) {
    this.descending = this.sortedBy === column ? !this.descending : false
    this.sortedBy = column
  }

  @rx.event(favouriteValidator)
  async setFavourite({ productId, favourite }: Infer<typeof favouriteValidator>) {
    const product = this.products.find(({ id }) => id === productId)
    if (!product) return
    await this.favourites().set(productId, favourite)
    product.favourite = favourite
  }

  private favourites() {
    return new FavouriteService(this.session, this.user)
  }
}

function compare(a: string | number, b: string | number) {
  if (a === b) return 0
  return a < b ? -1 : 1
}
