/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType, ReactNode } from 'react'
import type { Product } from '../../app/services/products.ts'

interface ProductRowsProps {
  products: readonly Product[]
  /** The link of the framework that draws the page. */
  ProductLink: ComponentType<{ id: number; children: ReactNode }>
}

/** The table that React draws, whichever framework asks for it. */
export function ProductRows({ products, ProductLink }: ProductRowsProps) {
  return (
    <main>
      <h1>Products</h1>
      <table>
        <thead>
          <tr>
            <th>Name</th>
            <th>Description</th>
            <th>Category</th>
            <th>Price</th>
            <th>Stock</th>
          </tr>
        </thead>
        <tbody>
          {products.map((product) => (
            <tr key={product.id} data-product={product.id}>
              <td>
                <ProductLink id={product.id}>{product.name}</ProductLink>
              </td>
              <td>{product.description}</td>
              <td>{product.category}</td>
              <td>{(product.price / 100).toFixed(2)}</td>
              <td className={product.stock === 0 ? 'sold-out' : 'in-stock'}>{product.stock}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </main>
  )
}
