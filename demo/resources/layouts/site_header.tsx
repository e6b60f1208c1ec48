import { Link, NavLink, useI18n, useReflex, useShared } from 'reflex-adonis/react'
import ShopState from '#states/shop_state'
import { BagIcon, SunMoonIcon } from '../components/icons'
import { Brand } from './brand'
import { LanguageSwitch } from './language_switch'

export function SiteHeader() {
  const { t } = useI18n()
  const shop = useReflex(ShopState)
  const { user, cartCount } = useShared()

  return (
    <header className="site-header">
      <div className="wrap site-header-row">
        <Brand />
        <nav aria-label={t('site.main')} className="site-nav">
          <NavLink route="products">{t('site.products')}</NavLink>
          {user && <NavLink route="orders">{t('site.orders')}</NavLink>}
          {user?.isAdmin && <NavLink route="admin.products">{t('site.office')}</NavLink>}
          <NavLink route="about">{t('site.about')}</NavLink>
        </nav>
        <div className="site-tools">
          <LanguageSwitch />
          <button
            type="button"
            className="button button-icon"
            data-theme-toggle
            aria-label={t('site.theme')}
          >
            <SunMoonIcon />
          </button>
          <Link
            route={user ? 'cart' : 'guest_cart'}
            className="button button-icon cart-link"
            aria-label={t('site.cart', { count: cartCount })}
          >
            <BagIcon />
            {cartCount > 0 && <span className="badge">{cartCount}</span>}
          </Link>
          {user ? (
            <>
              <Link
                to="/settings/profile"
                className="avatar"
                title={user.fullName}
                aria-label={`${user.initials}, ${user.fullName}`}
              >
                {user.initials}
              </Link>
              <form action={shop.signOut} className="inline-form">
                <button className="button">{t('site.logOut')}</button>
              </form>
            </>
          ) : (
            <Link to="/login" className="button">
              {t('site.logIn')}
            </Link>
          )}
        </div>
      </div>
    </header>
  )
}
