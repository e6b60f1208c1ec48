import type { MessageKey } from 'reflex-adonis/react'
import type { SortColumn } from '#validators/product'

export const sortLabels = [
  { name: 'name', label: 'products.columns.name' },
  { name: 'category', label: 'products.columns.category' },
  { name: 'rating', label: 'products.columns.rating' },
  { name: 'stock', label: 'products.columns.stock' },
  { name: 'price', label: 'products.columns.price' },
] as const satisfies { name: SortColumn; label: MessageKey }[]
