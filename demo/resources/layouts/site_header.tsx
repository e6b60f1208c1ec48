import { Link, NavLink, useReflex } from 'reflex-adonis/react'
import ShopState from '#states/shop_state'
import { BagIcon, SunMoonIcon } from '../components/icons'
import { Brand } from './brand'

export function SiteHeader() {
  const shop = useReflex(ShopState)
  const { isAuthenticated, currentUser, cartCount } = shop

  return (
    <header className="site-header">
      <div className="wrap site-header-row">
        <Brand />
        <nav aria-label="Main" className="site-nav">
          <NavLink to="/products">Products</NavLink>
          {isAuthenticated && <NavLink to="/orders">Orders</NavLink>}
          <NavLink to="/about">About</NavLink>
        </nav>
        <div className="site-tools">
          <button
            type="button"
            className="button button-icon"
            data-theme-toggle
            aria-label="Switch between light and dark"
          >
            <SunMoonIcon />
          </button>
          <Link
            to={isAuthenticated ? '/cart' : '/guest-cart'}
            className="button button-icon cart-link"
            aria-label={`Cart, ${cartCount} ${cartCount === 1 ? 'item' : 'items'}`}
          >
            <BagIcon />
            {cartCount > 0 && <span className="badge">{cartCount}</span>}
          </Link>
          {currentUser ? (
            <>
              <span className="avatar" title={currentUser.fullName}>
                {currentUser.initials}
              </span>
              <form action={shop.signOut} className="inline-form">
                <button className="button">Log out</button>
              </form>
            </>
          ) : (
            <a className="button" href="/login">
              Log in
            </a>
          )}
        </div>
      </div>
    </header>
  )
}
