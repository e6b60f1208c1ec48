/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import { listProducts } from '#services/products'
import type { Product } from '#services/products'

/** The 50 rows of the page that is rendered on the server. */
export default class ProductListState extends AppState {
  @rx.var() products: Product[] = []

  @rx.event() load() {
    this.products = listProducts()
  }
}
