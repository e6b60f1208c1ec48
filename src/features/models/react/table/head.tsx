/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { instead, nextOrder } from './address.ts'
import { alignmentOf } from './cell_value.ts'
import type { AnyColumn } from './column.ts'
import { useTable } from './context.ts'
import { isSelected, keyOf } from './list_view.ts'
import { SelectBox } from './select_box.tsx'

/** The heads of the columns, by which the list is sorted, and the box for all rows of the page. */
export function TableHead({ selectable, actions }: { selectable: boolean; actions: boolean }) {
  const { columns, labels } = useTable()
  return (
    <thead className="reflex-table-head" role="rowgroup">
      <tr className="reflex-table-heads" role="row">
        {selectable && (
          <th className="reflex-table-box" role="columnheader" scope="col">
            <PageBox />
          </th>
        )}
        {columns.map((column) => (
          <ColumnHead key={column.name} column={column} />
        ))}
        {actions && (
          <th className="reflex-table-th" role="columnheader" scope="col" data-actions="">
            <span className="reflex-table-hidden">{labels.actions}</span>
          </th>
        )}
      </tr>
    </thead>
  )
}

const ARROWS = { ascending: '↑', descending: '↓', none: '↕' }

function ColumnHead({ column }: { column: AnyColumn }) {
  const { list, address, calls } = useTable()
  const { name, label, sortable } = column
  const { order, rows } = list
  const sorted = order === name ? 'ascending' : order === `-${name}` ? 'descending' : 'none'
  return (
    <th
      className="reflex-table-th"
      role="columnheader"
      scope="col"
      data-align={alignmentOf(column, rows)}
      data-sortable={sortable ? '' : undefined}
      aria-sort={sortable ? sorted : undefined}
    >
      {sortable ? (
        <a
          className="reflex-table-sort"
          href={address.sort(nextOrder(order, name))}
          onClick={(event) => instead(event, () => calls.run(() => list.sort(name)))}
        >
          {label}
          <span className="reflex-table-arrow" aria-hidden="true">
            {ARROWS[sorted]}
          </span>
        </a>
      ) : (
        label
      )}
    </th>
  )
}

/** Selects all rows of the page, or none. */
function PageBox() {
  const { list, labels } = useTable()
  const ids = list.rows.map((row) => keyOf(list, row))
  const count = ids.filter((id) => isSelected(list, id)).length
  const isAll = count > 0 && count === ids.length
  return (
    <SelectBox
      label={labels.selectPage}
      ids={ids}
      isSelected={isAll}
      isPartly={count > 0 && !isAll}
    />
  )
}
