/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import Product from '#models/product'
import ProductTransformer from '#transformers/product_transformer'

interface ProductRow {
  id: number
  name: string
  createdAt: string | null
}

/** Sends models, first as they are, then as the messages say. */
export default class ModelState extends AppState {
  @rx.var() rows: ProductRow[] = []

  /** @param kind - what is sent as it is */
  @rx.event() async mistake(kind: string) {
    this.rows = (await this.wrong(kind)) as ProductRow[]
  }

  @rx.event() async result(kind: string) {
    return (await this.wrong(kind)) as ProductRow[]
  }

  /** @param advice - which part of it is followed */
  @rx.event() async follow(advice: string) {
    const products = await Product.query().orderBy('id')
    if (advice === 'object') {
      this.rows = products.map((row) => ({
        id: row.id,
        name: row.name,
        createdAt: row.createdAt.toISO(),
      }))
    } else {
      this.rows = products.map((row) => new ProductTransformer(row).toObject())
    }
    return this.rows
  }

  private async wrong(kind: string): Promise<unknown> {
    const products = await Product.query().orderBy('id')
    if (kind === 'models') return products
    if (kind === 'transform') return ProductTransformer.transform(products)
    if (kind === 'picked') return products.map(({ id, createdAt }) => ({ id, createdAt }))
    return new Map(products.map((product) => [product.id, product.name]))
  }
}
