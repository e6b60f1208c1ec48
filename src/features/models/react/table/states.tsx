/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useRef, useState } from 'react'
import { useTable } from './context.ts'

/** In place of rows, where there are none. */
export function Empty() {
  const { list, labels } = useTable()
  const { term, filters } = list
  const nothing = Object.keys(filters).length > 0 ? labels.noneLeft : labels.empty
  return <p className="reflex-table-empty">{term === '' ? nothing : labels.noMatch(term)}</p>
}

/** The last event has failed. */
export function Failure({ retry }: { retry: () => void }) {
  const { labels } = useTable()
  return (
    <p className="reflex-table-failure" role="alert">
      {labels.failed}
      <button type="button" className="reflex-table-button" onClick={retry}>
        {labels.retry}
      </button>
    </p>
  )
}

/** Shows rows that have come. */
export function Pending() {
  const { list, labels, calls } = useTable()
  if (list.pending === 0) return null
  return (
    <button
      type="button"
      className="reflex-table-button"
      data-pending=""
      onClick={() => calls.run(() => list.load())}
    >
      {labels.pending(list.pending)}
    </button>
  )
}

/** Says what has come of a search, an order, a page or a removal to those who do not see it. */
export function Status() {
  const { list, labels, calls } = useTable()
  const { total, page, pages, progress } = list
  const isRunning = useRef(progress.isRunning)
  const [result, setResult] = useState('')
  const { done, refused } = progress
  useEffect(() => {
    if (isRunning.current && !progress.isRunning) setResult(labels.removed(done, refused))
    if (!isRunning.current && progress.isRunning) setResult('')
    isRunning.current = progress.isRunning
  }, [progress.isRunning, done, refused, labels])
  const shown = [labels.rows(total), pages === null || pages > 1 ? labels.page(page) : '', result]
  return (
    <p className="reflex-table-status" role="status">
      {calls.isSlow ? labels.loading : shown.filter(Boolean).join(' · ')}
    </p>
  )
}
