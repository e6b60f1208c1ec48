import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import CatalogService, { type ProductRow } from '#services/catalog_service'
import FavouriteService from '#services/favourite_service'
import {
  categoryValidator,
  columnValidator,
  favouriteValidator,
  searchValidator,
  sortValidator,
  termValidator,
  type SortColumn,
} from '#validators/product'

export interface CategoryOption {
  slug: string
  name: string
}

/**
 * The whole catalog: what is shown, and in which order, is found on the server. The address says it
 * too, so that it can be sent to somebody.
 */
export default class ProductState extends AppState {
  @rx.var() products: ProductRow[] = []
  @rx.var() categories: CategoryOption[] = []
  @rx.query({ name: 'search', validator: termValidator }) term = ''
  @rx.query({ history: 'push' }) category = 'all'
  @rx.query({ name: 'sort', validator: columnValidator }) sortedBy: SortColumn = 'name'
  @rx.query() descending = false

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

  @rx.event() async load() {
    const catalog = new CatalogService(await this.favourites().ids())
    const categories = await catalog.categories()
    this.products = await catalog.all()
    this.categories = categories.map(({ slug, name }) => ({ slug, name }))
    if (!categories.some(({ slug }) => slug === this.category)) this.category = 'all'
  }

  @rx.event(searchValidator) search({ term }: Infer<typeof searchValidator>) {
    this.term = term
  }

  @rx.event(categoryValidator) filter({ category }: Infer<typeof categoryValidator>) {
    this.category = category
  }

  @rx.event() clear() {
    this.$reset('term', 'category')
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
