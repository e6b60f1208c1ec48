import { useReflex } from 'reflex-adonis/react'
import ProductState from '#states/product_state'
import TableViewState from '#states/table_view_state'
import { sortLabels } from './sort_labels'
import { SearchIcon } from './icons'

const PAUSE = 250

interface ProductFilterProps {
  /** What is in the search field, which is ahead of what the server has found. */
  text: string
  onText: (text: string) => void
}

/**
 * Search, category and view of the table of products.
 */
export function ProductFilter({ text, onText }: ProductFilterProps) {
  const state = useReflex(ProductState)
  const view = useReflex(TableViewState)

  const search = (term: string) => {
    onText(term)
    state.search.debounce(PAUSE)({ term })
  }

  return (
    <search className="filter card">
      <div className="filter-search">
        <label htmlFor="product-search" className="visually-hidden">
          Search products
        </label>
        <SearchIcon />
        <input
          id="product-search"
          type="search"
          placeholder="Search products"
          autoComplete="off"
          maxLength={80}
          value={text}
          onChange={(event) => search(event.target.value)}
        />
      </div>
      <div className="filter-field">
        <label htmlFor="product-category">Category</label>
        <select
          id="product-category"
          value={state.category}
          onChange={(event) => state.filter({ category: event.target.value })}
        >
          <option value="all">All categories</option>
          {state.categories.map(({ slug, name }) => (
            <option key={slug} value={slug}>
              {name}
            </option>
          ))}
        </select>
      </div>
      <div className="filter-field filter-sort">
        <label htmlFor="product-sort">Sort by</label>
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
              {label}
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
        Favourites
      </button>
      <button
        type="button"
        className="button filter-dense"
        aria-pressed={view.dense}
        onClick={() => view.toggleDense()}
      >
        Dense rows
      </button>
    </search>
  )
}
