import { Link, page, useI18n, useReflex } from 'reflex-adonis/react'
import HomeState from '#states/home_state'
import ShopState from '#states/shop_state'
import { CategoryGrid } from '../components/category_grid'
import { ProductArt } from '../components/product_art'
import { ProductCard } from '../components/product_card'

export default page(
  {
    route: '/',
    title: 'Lantern Supply: good things for the house',
    onLoad: [
      [ShopState, 'load'],
      [HomeState, 'load'],
    ],
  },
  () => {
    const { t } = useI18n()
    const home = useReflex(HomeState)

    return (
      <>
        <title>{t('home.meta')}</title>
        <section className="hero">
          <div className="wrap hero-row">
            <div className="hero-text">
              <h1>{t('home.title')}</h1>
              <p>{t('home.lead')}</p>
              <div className="actions">
                <Link route="products" className="button button-primary button-large">
                  {t('home.all')}
                </Link>
                <Link route="about" className="button button-large">
                  {t('home.how')}
                </Link>
              </div>
            </div>
            <div className="hero-art" aria-hidden="true">
              {home.categories.slice(0, 6).map((category, index) => (
                <ProductArt key={category.slug} category={category.slug} id={index * 31} />
              ))}
            </div>
          </div>
        </section>

        <section className="wrap section" aria-labelledby="featured">
          <h2 id="featured">{t('home.featured')}</h2>
          <div className="product-grid">
            {home.featured.map((product) => (
              <ProductCard key={product.id} product={product} />
            ))}
          </div>
        </section>

        <section className="wrap section" aria-labelledby="categories">
          <h2 id="categories">{t('home.categories')}</h2>
          <CategoryGrid categories={home.categories} />
        </section>

        <section className="wrap section" aria-labelledby="demo">
          <h2 id="demo">{t('home.demo.title')}</h2>
          <div className="notes">
            <p>
              <strong>{t('home.demo.state')}</strong> {t('home.demo.stateText')}
            </p>
            <p>
              <strong>{t('home.demo.click')}</strong> {t('home.demo.clickText')}
            </p>
            <p>
              <strong>{t('home.demo.rest')}</strong> {t('home.demo.restText')}{' '}
              <a href="/admin">/admin</a>, <a href="/api/me">/api/me</a>
            </p>
          </div>
        </section>
      </>
    )
  }
)
