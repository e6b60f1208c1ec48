import { memo, useMemo, useRef } from 'react'
import type { KeyboardEvent } from 'react'
import { Link, useI18n } from 'reflex-adonis/react'
import type { ProductRow } from '#services/catalog_service'
import type { SortColumn } from '#validators/product'
import { useMoney } from '../lib/use_money'
import { AddToCart } from './add_to_cart'
import { FavouriteButton } from './favourite_button'
import { ProductArt } from './product_art'
import { Rating } from './rating'
import { sortLabels } from './sort_labels'
import { Stock } from './stock'
import { useVisibleRows } from './use_visible_rows'

export type SetFavourite = (item: { productId: number; favourite: boolean }) => Promise<unknown>

interface ProductTableProps {
  rows: ProductRow[]
  categories: ReadonlyMap<string, string>
  dense: boolean
  sortedBy: SortColumn
  descending: boolean
  onSort: (column: SortColumn) => void
  onFavourite: SetFavourite
}

/**
 * All products, of which only those near the window are in the document. Arrow keys move from a
 * row's control to the same one of the row above or below.
 */
export function ProductTable(props: ProductTableProps) {
  const { rows, dense, sortedBy, descending } = props
  const { t } = useI18n()
  const body = useRef<HTMLTableSectionElement>(null)
  const { start, end, rowHeight } = useVisibleRows(body, rows.length, dense ? 'dense' : 'normal')
  const shown = useMemo(() => rows.slice(start, end), [rows, start, end])

  return (
    <table
      className={dense ? 'product-table product-table-dense' : 'product-table'}
      role="table"
      aria-rowcount={rows.length + 1}
      aria-label={t('products.title')}
    >
      <thead role="rowgroup">
        <tr role="row" aria-rowindex={1}>
          {sortLabels.map((column) => (
            <th
              key={column.name}
              role="columnheader"
              scope="col"
              aria-sort={
                column.name !== sortedBy ? 'none' : descending ? 'descending' : 'ascending'
              }
            >
              <button type="button" className="sort" onClick={() => props.onSort(column.name)}>
                {t(column.label)}
                <span className="sort-arrow" aria-hidden="true" />
              </button>
            </th>
          ))}
          <th role="columnheader" scope="col">
            <span className="visually-hidden">{t('products.actions')}</span>
          </th>
        </tr>
      </thead>
      <tbody role="rowgroup" ref={body} onKeyDown={moveFocus}>
        {start > 0 && <Spacer height={start * rowHeight} />}
        {shown.map((product, offset) => (
          <Row
            key={product.id}
            product={product}
            index={start + offset}
            category={props.categories.get(product.category) ?? product.category}
            onFavourite={props.onFavourite}
          />
        ))}
        {end < rows.length && <Spacer height={(rows.length - end) * rowHeight} />}
      </tbody>
    </table>
  )
}

interface RowProps {
  product: ProductRow
  index: number
  category: string
  onFavourite: SetFavourite
}

/**
 * A row whose product did not change keeps its object, so it is not drawn again.
 */
const Row = memo(function ProductRow({ product, index, category, onFavourite }: RowProps) {
  const money = useMoney()
  return (
    <tr role="row" aria-rowindex={index + 2} data-index={index} data-product={product.id}>
      <td role="cell" className="cell-name">
        <ProductArt category={product.category} id={product.id} picture={product.picture} />
        <Link route="products.show" params={{ id: product.id }} data-control="name">
          {product.name}
        </Link>
      </td>
      <td role="cell" className="cell-category">
        {category}
      </td>
      <td role="cell" className="cell-rating">
        <Rating value={product.rating} />
      </td>
      <td role="cell" className="cell-stock">
        <Stock left={product.stock} />
      </td>
      <td role="cell" className="cell-price price">
        {money(product.price)}
      </td>
      <td role="cell" className="cell-actions">
        <FavouriteButton
          name={product.name}
          favourite={product.favourite}
          onToggle={(favourite) => onFavourite({ productId: product.id, favourite })}
        />
        <AddToCart product={product} compact />
      </td>
    </tr>
  )
})

function Spacer({ height }: { height: number }) {
  return (
    <tr aria-hidden="true" className="spacer" style={{ height }}>
      <td />
    </tr>
  )
}

function moveFocus(event: KeyboardEvent<HTMLElement>) {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
  const control = (event.target as HTMLElement).closest<HTMLElement>('[data-control]')
  const row = control?.closest<HTMLElement>('[data-index]')
  if (step === 0 || !control || !row) return
  const next = event.currentTarget.querySelector<HTMLElement>(
    `[data-index="${Number(row.dataset.index) + step}"] [data-control="${control.dataset.control}"]:not(:disabled)`
  )
  if (!next) return
  event.preventDefault()
  next.focus()
}
