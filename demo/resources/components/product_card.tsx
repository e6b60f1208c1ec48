import { Link } from 'reflex-adonis/react'
import type { ProductRow } from '#services/catalog_service'
import { money } from '../lib/money'
import { AddToCart } from './add_to_cart'
import { ProductArt } from './product_art'
import { Rating } from './rating'

export function ProductCard({ product, language }: { product: ProductRow; language: string }) {
  return (
    <article className="card product-card">
      <ProductArt category={product.category} id={product.id} />
      <div className="product-card-body">
        <h3>
          <Link to={`/products/${product.id}`} className="card-link">
            {product.name}
          </Link>
        </h3>
        <Rating value={product.rating} />
      </div>
      <div className="product-card-foot">
        <span className="price">{money(product.price, language)}</span>
        <AddToCart product={product} compact />
      </div>
    </article>
  )
}
