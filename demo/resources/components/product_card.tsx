import { Link } from 'reflex-adonis/react'
import type { ProductRow } from '#services/catalog_service'
import { useMoney } from '../lib/use_money'
import { AddToCart } from './add_to_cart'
import { ProductArt } from './product_art'
import { Rating } from './rating'

export function ProductCard({ product }: { product: ProductRow }) {
  const money = useMoney()
  return (
    <article className="card product-card">
      <ProductArt category={product.category} id={product.id} picture={product.picture} />
      <div className="product-card-body">
        <h3>
          <Link route="products.show" params={{ id: product.id }} className="card-link">
            {product.name}
          </Link>
        </h3>
        <Rating value={product.rating} />
      </div>
      <div className="product-card-foot">
        <span className="price">{money(product.price)}</span>
        <AddToCart product={product} compact />
      </div>
    </article>
  )
}
