/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { toldByToast } from '../told_by_toast.ts'
import { useTable } from './context.ts'
import { isSelected, keyOf } from './list_view.ts'

/** What is done with the selected rows. */
export interface BulkBarProps {
  /** Its rows can be removed. */
  removable: boolean
  /** What an application does with them. */
  children?: ReactNode
}

/** How many rows are selected, and what may be done with them. */
export function BulkBar({ removable, children }: BulkBarProps) {
  const { list, changes } = useTable()
  const { selection, progress } = list
  const isEmpty = !selection.all && selection.ids.length === 0
  if (progress.isRunning) return <Running />
  if (isEmpty) return null
  return (
    <div className="reflex-table-bulk">
      <SelectionInfo />
      {children}
      {removable && changes && <Removal remove={changes.removeSelected} />}
    </div>
  )
}

function SelectionInfo() {
  const { list, labels, calls } = useTable()
  const { selection, selected, total, rows } = list
  const isPage = rows.length > 0 && rows.every((row) => isSelected(list, keyOf(list, row)))
  const isMore = !selection.all && isPage && (total === null || total > selection.ids.length)
  return (
    <>
      <strong className="reflex-table-count">{labels.selected(selected)}</strong>
      {isMore && (
        <button
          type="button"
          className="reflex-table-button"
          onClick={() => calls.run(() => list.selectAll())}
        >
          {labels.selectAll(total)}
        </button>
      )}
      <button
        type="button"
        className="reflex-table-button"
        onClick={() => calls.run(() => list.clearSelection())}
      >
        {labels.clear}
      </button>
    </>
  )
}

/** Removes the selected rows, once somebody has said so twice. */
function Removal({ remove }: { remove: () => Promise<unknown> }) {
  const { list, labels } = useTable()
  const [isAsking, setAsking] = useState(false)
  const first = useRef<HTMLButtonElement>(null)
  const wasAsking = useRef(false)
  useEffect(() => {
    if (isAsking !== wasAsking.current) first.current?.focus()
    wasAsking.current = isAsking
  }, [isAsking])
  if (!isAsking) {
    return (
      <button
        ref={first}
        type="button"
        className="reflex-table-button"
        data-danger=""
        onClick={() => setAsking(true)}
      >
        {labels.remove}
      </button>
    )
  }
  return (
    <span
      className="reflex-table-confirm"
      role="group"
      aria-label={labels.confirm(list.selected)}
      onKeyDown={({ key }) => {
        if (key === 'Escape') setAsking(false)
      }}
    >
      <span className="reflex-table-question">{labels.confirm(list.selected)}</span>
      <button
        ref={first}
        type="button"
        className="reflex-table-button"
        onClick={() => setAsking(false)}
      >
        {labels.cancel}
      </button>
      <button
        type="button"
        className="reflex-table-button"
        data-danger="full"
        onClick={() => {
          setAsking(false)
          // It takes as long as it takes
          toldByToast(remove())
        }}
      >
        {labels.remove}
      </button>
    </span>
  )
}

function Running() {
  const { list, changes, labels, calls } = useTable()
  const { progress, selected } = list
  const done = progress.done + progress.refused
  return (
    <div className="reflex-table-bulk">
      <progress
        className="reflex-table-progress"
        aria-label={labels.remove}
        max={selected ?? undefined}
        value={selected === null ? undefined : Math.min(done, selected)}
      />
      <span className="reflex-table-count">{labels.progress(done, selected)}</span>
      {changes && (
        <button
          type="button"
          className="reflex-table-button"
          onClick={() => calls.run(() => changes.stopSelected())}
        >
          {labels.stop}
        </button>
      )}
    </div>
  )
}
