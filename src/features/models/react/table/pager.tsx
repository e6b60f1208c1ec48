/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import { instead } from './address.ts'
import { useTable } from './context.ts'

/** Pages on each side of the one that is shown. */
const AROUND = 1

/** Links to the pages, and how many rows they have. */
export function Pager() {
  const { list, labels, address } = useTable()
  const { page, pages, perPage, rows, listing } = list
  const isLast = pages === null ? rows.length < perPage : page >= pages
  if (page === 1 && isLast && listing.sizes.length < 2) return null
  return (
    <div className="reflex-table-pager">
      <nav className="reflex-table-pages" aria-label={labels.pages}>
        <PageLink page={page - 1} isDisabled={page === 1} rel="prev">
          {labels.previous}
        </PageLink>
        {pageNumbers(page, pages).map((number, index) =>
          number === null ? (
            <span key={`gap${index}`} className="reflex-table-gap" aria-hidden="true">
              …
            </span>
          ) : (
            <PageLink key={number} page={number} isCurrent={number === page}>
              {number}
            </PageLink>
          )
        )}
        <PageLink page={page + 1} isDisabled={isLast} rel="next">
          {labels.next}
        </PageLink>
      </nav>
      {listing.sizes.length > 1 && (
        <form className="reflex-table-sizes" method="get" action={address.action}>
          {address.others(['per_page', 'page']).map(([name, value], index) => (
            <input key={index} type="hidden" name={name} value={value} />
          ))}
          <SizeField />
          <noscript>
            <button type="submit">{labels.perPage}</button>
          </noscript>
        </form>
      )}
    </div>
  )
}

function SizeField() {
  const { list, labels, address, calls } = useTable()
  return (
    <label className="reflex-table-size">
      {labels.perPage}
      <select
        className="reflex-table-select"
        name={address.parameter('per_page')}
        value={list.perPage}
        onChange={({ target: { value } }) => calls.run(() => list.resize(Number(value)))}
      >
        {list.listing.sizes.map((size) => (
          <option key={size} value={size}>
            {size}
          </option>
        ))}
      </select>
    </label>
  )
}

interface PageLinkProps {
  page: number
  isCurrent?: boolean
  isDisabled?: boolean
  rel?: 'prev' | 'next'
  children: ReactNode
}

function PageLink({ page, isCurrent, isDisabled, rel, children }: PageLinkProps) {
  const { list, labels, address, calls } = useTable()
  // One that leads nowhere keeps the focus
  const target = isDisabled ? list.page : page
  return (
    <a
      className="reflex-table-page"
      href={address.turn(target)}
      rel={rel}
      aria-label={rel ? undefined : labels.page(page)}
      aria-current={isCurrent ? 'page' : undefined}
      aria-disabled={isDisabled ? true : undefined}
      onClick={(event) =>
        instead(event, () => {
          if (target !== list.page) calls.run(() => list.turn(target))
        })
      }
    >
      {children}
    </a>
  )
}

/**
 * The numbers that lead to pages, with null for those that are left out.
 *
 * @param pages - how many there are; null where nobody knows
 */
export function pageNumbers(page: number, pages: number | null): (number | null)[] {
  if (pages === null) return [page]
  const near = Array.from({ length: 2 * AROUND + 1 }, (_, index) => page - AROUND + index)
  const shown = [...new Set([1, ...near, pages])].filter((each) => each >= 1 && each <= pages)
  return shown.flatMap((each, index) => {
    const gap = index === 0 ? 0 : each - shown[index - 1] - 1
    // One that is left out takes as much room as its number
    if (gap === 1) return [each - 1, each]
    return gap > 0 ? [null, each] : [each]
  })
}
