/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import { Link, page, useReflex } from 'reflex-adonis/react'
import ProductListState from '#states/product_list_state'
import { ProductRows } from '../components/product_rows.tsx'

const ProductLink = ({ id, children }: { id: number; children: ReactNode }) => (
  <Link to={`/reflex/products/${id}`}>{children}</Link>
)

export default page(
  {
    route: '/reflex/cached/products',
    title: 'Products',
    cache: true,
    onLoad: [ProductListState, 'load'],
  },
  () => {
    const { products } = useReflex(ProductListState)
    return <ProductRows products={products} ProductLink={ProductLink} />
  }
)
