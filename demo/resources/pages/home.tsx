import { Link, page, useReflex } from 'reflex-adonis/react'
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
    const home = useReflex(HomeState)

    return (
      <>
        <section className="hero">
          <div className="wrap hero-row">
            <div className="hero-text">
              <h1>Good things for the house</h1>
              <p>
                A thousand useful objects from ten small workshops, made to be used every day and
                mended when they break.
              </p>
              <div className="actions">
                <Link to="/products" className="button button-primary button-large">
                  See all products
                </Link>
                <Link to="/about" className="button button-large">
                  How this shop works
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
          <h2 id="featured">This month on the counter</h2>
          <div className="product-grid">
            {home.featured.map((product) => (
              <ProductCard key={product.id} product={product} language={home.language} />
            ))}
          </div>
        </section>

        <section className="wrap section" aria-labelledby="categories">
          <h2 id="categories">Ten shelves</h2>
          <CategoryGrid categories={home.categories} />
        </section>

        <section className="wrap section" aria-labelledby="demo">
          <h2 id="demo">A demo, too</h2>
          <div className="notes">
            <p>
              <strong>State lives on the server.</strong> What you see is drawn by React from
              classes in <code>app/states</code>. The browser gets their vars, and patches as they
              change.
            </p>
            <p>
              <strong>A click is a request.</strong> Each event passes the session, the login and
              the middleware of its page, as an HTTP request does.
            </p>
            <p>
              <strong>The rest is plain Adonis.</strong> The login form and the{' '}
              <a href="/admin">back office</a> are Edge, <a href="/api/me">/api/me</a> is JSON, and
              all of them share one HttpOnly session cookie.
            </p>
          </div>
        </section>
      </>
    )
  }
)
