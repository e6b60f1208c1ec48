/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import { Head, Link } from '@inertiajs/react'
import type { Product } from '../../../app/services/products.ts'
import { ProductRows } from '../../components/product_rows.tsx'

const ProductLink = ({ id, children }: { id: number; children: ReactNode }) => (
  <Link href={`/inertia/products/${id}`}>{children}</Link>
)

export default function Products({ products }: { products: Product[] }) {
  return (
    <>
      <Head title="Products" />
      <ProductRows products={products} ProductLink={ProductLink} />
    </>
  )
}
