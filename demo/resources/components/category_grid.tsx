import { Link } from 'reflex-adonis/react'
import type { CategoryCard } from '#services/catalog_service'
import { ProductArt } from './product_art'

export function CategoryGrid({ categories }: { categories: readonly CategoryCard[] }) {
  return (
    <ul className="category-grid">
      {categories.map((category, index) => (
        <li key={category.slug} className="card category-card">
          <ProductArt category={category.slug} id={index * 7} />
          <div>
            <h3>
              <Link route="products" qs={{ category: category.slug }} className="card-link">
                {category.name}
              </Link>
            </h3>
            <p className="muted">{category.tagline}</p>
          </div>
        </li>
      ))}
    </ul>
  )
}
