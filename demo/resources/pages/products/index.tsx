import { useMemo } from 'react'
import { page, useI18n, useReflex } from 'reflex-adonis/react'
import ProductState from '#states/product_state'
import ShopState from '#states/shop_state'
import TableViewState from '#states/table_view_state'
import type { ProductRow } from '#services/catalog_service'
import { Empty } from '../../components/empty'
import { PageHeader } from '../../components/page_header'
import { ProductFilter } from '../../components/product_filter'
import { ProductTable } from '../../components/product_table'

export default page(
  {
    route: '/products',
    title: 'Products · Lantern Supply',
    onLoad: [
      [ShopState, 'load'],
      [ProductState, 'load'],
    ],
  },
  () => {
    const { t } = useI18n()
    const state = useReflex(ProductState)
    const view = useReflex(TableViewState)
    const { products, categories } = state

    const byId = useMemo(
      () => new Map(products.map((product): [number, ProductRow] => [product.id, product])),
      [products]
    )
    const names = useMemo(
      () => new Map(categories.map(({ slug, name }): [string, string] => [slug, name])),
      [categories]
    )
    const rows = state.matches.flatMap((id) => {
      const product = byId.get(id)
      return product && (product.favourite || !view.onlyFavourites) ? [product] : []
    })

    return (
      <div className="wrap">
        <title>{t('products.meta')}</title>
        <PageHeader title={t('products.title')}>
          <p role="status">{t('products.found', { found: rows.length, all: products.length })}</p>
        </PageHeader>
        <ProductFilter />
        {rows.length === 0 ? (
          <Empty title={t('products.none')}>
            <p>{t('products.noneLead')}</p>
            <button type="button" className="button" onClick={() => state.clear()}>
              {t('products.everything')}
            </button>
          </Empty>
        ) : (
          <ProductTable
            rows={rows}
            categories={names}
            dense={view.dense}
            sortedBy={state.sortedBy}
            descending={state.descending}
            onSort={(column) => state.sort({ column })}
            onFavourite={state.setFavourite}
          />
        )}
      </div>
    )
  }
)
