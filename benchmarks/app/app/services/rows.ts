/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A row as a list of products has it. */
export interface Row {
  id: number
  name: string
  active: boolean
  price: number
}

/** What a query for 1,000 rows would bring: new objects each time. */
export function createRows(length = 1_000): Row[] {
  return Array.from({ length }, (_, index) => ({
    id: index + 1,
    name: `Product number ${index + 1}`,
    active: index % 3 === 0,
    price: 1999 + index,
  }))
}
