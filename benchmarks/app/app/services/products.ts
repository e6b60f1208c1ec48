/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A product as a shop lists it. */
export type Product = {
  id: number
  name: string
  description: string
  category: string
  price: number
  stock: number
}

const CATEGORIES = ['Lamps', 'Kitchen', 'Garden', 'Paper']

/** What a query for 50 rows would bring: new objects each time. */
export function listProducts(): Product[] {
  return Array.from({ length: 50 }, (_, index) => ({
    id: index + 1,
    name: `Product number ${index + 1}`,
    description: 'A good thing for the house, made to last & easy to mend',
    category: CATEGORIES[index % CATEGORIES.length],
    price: 1999 + index * 10,
    stock: index % 7,
  }))
}
