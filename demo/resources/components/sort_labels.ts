import type { SortColumn } from '#validators/product'

export const sortLabels: { name: SortColumn; label: string }[] = [
  { name: 'name', label: 'Product' },
  { name: 'category', label: 'Category' },
  { name: 'rating', label: 'Rating' },
  { name: 'stock', label: 'Stock' },
  { name: 'price', label: 'Price' },
]
