import { Link, page, useReflex } from 'reflex-adonis/react'
import ProductDetailState from '#states/product_detail_state'
import ShopState from '#states/shop_state'
import { AddToCart } from '../../components/add_to_cart'
import { FavouriteButton } from '../../components/favourite_button'
import { ProductArt } from '../../components/product_art'
import { ProductCard } from '../../components/product_card'
import { Rating } from '../../components/rating'
import { Stock } from '../../components/stock'
import { Viewers } from '../../components/viewers'
import { money } from '../../lib/money'

export default page(
  {
    route: '/products/:id',
    title: 'Product · Lantern Supply',
    onLoad: [
      [ShopState, 'load'],
      [ProductDetailState, 'load'],
    ],
  },
  () => {
    const detail = useReflex(ProductDetailState)
    const shop = useReflex(ShopState)
    const { product, related, language } = detail
    if (!product) return null

    return (
      <div className="wrap">
        <nav aria-label="Breadcrumb" className="breadcrumb">
          <ol>
            <li>
              <Link to="/products">Products</Link>
            </li>
            <li>
              <Link to={`/products?category=${product.category}`}>{product.categoryName}</Link>
            </li>
            <li aria-current="page">{product.name}</li>
          </ol>
        </nav>
        <article className="detail">
          <ProductArt category={product.category} id={product.id} />
          <div className="detail-text">
            <h1>{product.name}</h1>
            <p className="detail-facts">
              <Rating value={product.rating} /> <Stock left={product.stock} />
            </p>
            <p className="detail-price">{money(product.price, language)}</p>
            <p>{product.description}</p>
            <div className="actions">
              <AddToCart product={product} />
              <FavouriteButton
                name={product.name}
                favourite={product.favourite}
                onToggle={() => detail.toggleFavourite()}
              />
            </div>
            <p className="muted">
              Delivered to {shop.region.name} in {shop.region.delivery}.
            </p>
            <Viewers />
          </div>
        </article>
        <section className="section" aria-labelledby="related">
          <h2 id="related">From the same shelf</h2>
          <div className="product-grid">
            {related.map((other) => (
              <ProductCard key={other.id} product={other} language={language} />
            ))}
          </div>
        </section>
      </div>
    )
  }
)
