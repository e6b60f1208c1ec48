import { useState } from 'react'
import { useI18n, useReflex } from 'reflex-adonis/react'
import ProductState from '#states/product_state'
import TableViewState from '#states/table_view_state'
import { sortLabels } from './sort_labels'
import { SearchIcon } from './icons'

const PAUSE = 250

/**
 * Search, category and view of the table of products.
 */
export function ProductFilter() {
  const { t } = useI18n()
  const state = useReflex(ProductState)
  const view = useReflex(TableViewState)
  const [typed, setTyped] = useState({ text: state.term, isFound: true })

  // What is typed is ahead of what the server has found. A link may change that as well
  const text = typed.isFound && typed.text.trim() !== state.term ? state.term : typed.text

  const search = (term: string) => {
    const settle = () => setTyped((last) => ({ ...last, isFound: last.text === term }))
    setTyped({ text: term, isFound: false })
    state.search.debounce(PAUSE)({ term }).then(settle, settle)
  }

  return (
    <search className="filter card">
      <div className="filter-search">
        <label htmlFor="product-search" className="visually-hidden">
          {t('products.search')}
        </label>
        <SearchIcon />
        <input
          id="product-search"
          type="search"
          placeholder={t('products.search')}
          autoComplete="off"
          maxLength={80}
          value={text}
          onChange={(event) => search(event.target.value)}
        />
      </div>
      <div className="filter-field">
        <label htmlFor="product-category">{t('products.category')}</label>
        <select
          id="product-category"
          value={state.category}
          onChange={(event) => state.filter({ category: event.target.value })}
        >
          <option value="all">{t('products.allCategories')}</option>
          {state.categories.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="filter-field filter-sort">
        <label htmlFor="product-sort">{t('products.sortBy')}</label>
        <select
          id="product-sort"
          value={state.sortedBy}
          onChange={(event) => {
            const column = sortLabels.find(({ name }) => name === event.target.value)
            if (column) void state.sort({ column: column.name })
          }}
        >
          {sortLabels.map(({ name, label }) => (
            <option key={name} value={name}>
              {t(label)}
            </option>
          ))}
        </select>
      </div>
      <button
        type="button"
        className="button"
        aria-pressed={view.onlyFavourites}
        onClick={() => view.toggleOnlyFavourites()}
      >
        {t('products.favourites')}
      </button>
      <button
        type="button"
        className="button filter-dense"
        aria-pressed={view.dense}
        onClick={() => view.toggleDense()}
      >
        {t('products.dense')}
      </button>
    </search>
  )
}
