import { setTimeout } from 'node:timers/promises'
import Product from '#models/product'

export interface DeliveryLine {
  product: string
  pieces: number
}

/** Milliseconds that a line takes: it is counted, and put on its shelf. */
const COUNTING_TIME = 150

/**
 * Books deliveries in.
 */
export default class DeliveryService {
  /**
   * @param note - lines of a product's name, a semicolon and a number
   */
  read(note: string): DeliveryLine[] {
    return note.split(/\r?\n/).map((line) => {
      const [product, pieces] = line.split(';').map((part) => part.trim())
      return { product, pieces: Number(pieces) }
    })
  }

  /**
   * Adds the pieces of a line to the stock.
   *
   * @returns whether we have such a product
   * @throws AbortError
   */
  async book({ product, pieces }: DeliveryLine, signal: AbortSignal): Promise<boolean> {
    await setTimeout(COUNTING_TIME, undefined, { signal })
    const found = await Product.findBy('name', product)
    if (!found) return false
    await Product.query().where('id', found.id).increment('stock', pieces)
    return true
  }
}
