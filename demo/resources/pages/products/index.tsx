import { useMemo } from 'react'
import { page, useReflex } from 'reflex-adonis/react'
import ProductState from '#states/product_state'
import ShopState from '#states/shop_state'
import TableViewState from '#states/table_view_state'
import type { ProductRow } from '#services/catalog_service'
import { Empty } from '../../components/empty'
import { PageHeader } from '../../components/page_header'
import { ProductFilter } from '../../components/product_filter'
import { ProductTable } from '../../components/product_table'
import { count } from '../../lib/money'

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
    const state = useReflex(ProductState)
    const view = useReflex(TableViewState)
    const { products, categories, language } = state

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
        <PageHeader title="Products">
          <p role="status">
            {count(rows.length, language)} of {count(products.length, language)} products
          </p>
        </PageHeader>
        <ProductFilter />
        {rows.length === 0 ? (
          <Empty title="Nothing like that on our shelves">
            <p>Try a shorter word, or look through all categories.</p>
            <button type="button" className="button" onClick={() => state.clear()}>
              Show everything
            </button>
          </Empty>
        ) : (
          <ProductTable
            rows={rows}
            categories={names}
            language={language}
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
