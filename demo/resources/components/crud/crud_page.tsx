import type { ReactNode } from 'react'
import { NavLink, useI18n } from 'reflex-adonis/react'
import '../../css/crud.css'

interface Props {
  title: string
  /** Beside the title: links and buttons. */
  actions?: ReactNode
  children: ReactNode
}

/** What all pages that list and change rows have around them. */
export function CrudPage({ title, actions, children }: Props) {
  const { t } = useI18n()
  return (
    <div className="crud">
      <title>{`${title} · Lantern Supply`}</title>
      <nav aria-label={t('office.title')} className="crud-nav">
        <NavLink to="/admin/products">{t('office.nav.products')}</NavLink>
        <NavLink to="/admin/orders">{t('office.nav.orders')}</NavLink>
        <NavLink to="/admin/deliveries">{t('office.nav.deliveries')}</NavLink>
        <a href="/admin">{t('office.nav.overview')}</a>
      </nav>
      <header className="crud-header">
        <h1>{title}</h1>
        {actions && <div className="crud-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
