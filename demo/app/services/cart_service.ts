import db from '@adonisjs/lucid/services/db'
import CartItem from '#models/cart_item'
import Product from '#models/product'
import type User from '#models/user'
import OutOfStockException from '#exceptions/out_of_stock_exception'

/** A product in a cart, with what a page shows of it. */
export interface CartLine {
  /** Id of the product. */
  id: number
  name: string
  category: string
  /** In cents. */
  price: number
  stock: number
  quantity: number
}

/** What a guest's session remembers. */
export interface GuestLine {
  productId: number
  quantity: number
}

/**
 * Cart of a customer, in the database.
 */
export default class CartService {
  constructor(private user: User) {}

  async lines(): Promise<CartLine[]> {
    const items = await CartItem.query()
      .where('userId', this.user.id)
      .preload('product', (product) => product.preload('category'))
      .orderBy('id')
    return items.map((item) => toLine(item.product, item.quantity))
  }

  async count() {
    const items = await CartItem.query().where('userId', this.user.id)
    return items.reduce((sum, item) => sum + item.quantity, 0)
  }

  /**
   * Adds pieces of a product to those already in the cart.
   *
   * @throws OutOfStockException
   */
  async add(product: Product, quantity: number) {
    const item = await CartItem.firstOrNew(
      { userId: this.user.id, productId: product.id },
      { quantity: 0 }
    )
    item.quantity = inStock(product, item.quantity + quantity)
    await item.save()
  }

  /**
   * @throws OutOfStockException
   */
  async setQuantity(product: Product, quantity: number) {
    const item = await CartItem.query()
      .where({ userId: this.user.id, productId: product.id })
      .firstOrFail()
    item.quantity = inStock(product, quantity)
    await item.save()
  }

  async remove(productId: number) {
    await CartItem.query().where({ userId: this.user.id, productId }).delete()
  }

  /**
   * Takes over what the person collected as a guest, as far as it is in stock.
   */
  async merge(guestLines: GuestLine[]) {
    await db.transaction(async (trx) => {
      for (const { productId, quantity } of guestLines) {
        const product = await Product.find(productId, { client: trx })
        if (!product) continue
        const item = await CartItem.firstOrNew(
          { userId: this.user.id, productId },
          { quantity: 0 },
          { client: trx }
        )
        item.quantity = Math.min(product.stock, item.quantity + quantity)
        if (item.quantity > 0) await item.save()
      }
    })
  }
}

/**
 * @throws OutOfStockException when there are not that many pieces
 */
export function inStock(product: Product, quantity: number) {
  if (quantity > product.stock) throw new OutOfStockException(product.name, product.stock)
  return quantity
}

/**
 * @param product - with its category loaded
 */
export function toLine(product: Product, quantity: number): CartLine {
  return {
    id: product.id,
    name: product.name,
    category: product.category.slug,
    price: product.price,
    stock: product.stock,
    quantity,
  }
}
