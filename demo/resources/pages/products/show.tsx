import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import ProductDetailState from '#states/product_detail_state'
import ShopState from '#states/shop_state'
import { AddToCart } from '../../components/add_to_cart'
import { FavouriteButton } from '../../components/favourite_button'
import { ProductArt } from '../../components/product_art'
import { ProductCard } from '../../components/product_card'
import { ProductGallery } from '../../components/product_gallery'
import { Rating } from '../../components/rating'
import { Stock } from '../../components/stock'
import { Viewers } from '../../components/viewers'
import { useMoney } from '../../lib/use_money'

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
    const { t } = useI18n()
    const money = useMoney()
    const detail = useReflex(ProductDetailState)
    const shop = useReflex(ShopState)
    const { product, related } = detail
    if (!product) return null

    return (
      <div className="wrap">
        <nav aria-label={t('products.breadcrumb')} className="breadcrumb">
          <ol>
            <li>
              <Link route="products">{t('products.title')}</Link>
            </li>
            <li>
              <Link route="products" qs={{ category: product.category }}>
                {product.categoryName}
              </Link>
            </li>
            <li aria-current="page">{product.name}</li>
          </ol>
        </nav>
        <article className="detail">
          {product.pictures.length > 0 ? (
            <ProductGallery name={product.name} pictures={product.pictures} />
          ) : (
            <ProductArt category={product.category} id={product.id} />
          )}
          <div className="detail-text">
            <h1>{product.name}</h1>
            <p className="detail-facts">
              <Rating value={product.rating} /> <Stock left={product.stock} />
            </p>
            <p className="detail-price">{money(product.price)}</p>
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
              {t('products.delivered', {
                region: t(`site.regions.${shop.region.code}`),
                delivery: t(`site.delivery.${shop.region.code}`),
              })}
            </p>
            <Viewers />
          </div>
        </article>
        <section className="section" aria-labelledby="related">
          <h2 id="related">{t('products.related')}</h2>
          <div className="product-grid">
            {related.map((other) => (
              <ProductCard key={other.id} product={other} />
            ))}
          </div>
        </section>
      </div>
    )
  }
)
