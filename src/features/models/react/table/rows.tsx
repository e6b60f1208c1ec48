/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import { CellContent, EditableCell } from './cell.tsx'
import { alignmentOf, cellText } from './cell_value.ts'
import { useTable } from './context.ts'
import { isSelected, keyOf } from './list_view.ts'
import type { AnyRow } from './list_view.ts'
import { SelectBox } from './select_box.tsx'

/** What the rows of a table have besides their cells. */
export interface RowsProps {
  selectable: boolean
  actions: ((row: AnyRow) => ReactNode) | undefined
}

/** The rows of the page. On narrow screens, each is a card with the labels of its cells. */
export function TableRows(props: RowsProps) {
  const { list } = useTable()
  return (
    <tbody className="reflex-table-body" role="rowgroup">
      {list.rows.map((row) => (
        <Row key={keyOf(list, row)} row={row} {...props} />
      ))}
    </tbody>
  )
}

function Row({ row, selectable, actions }: RowsProps & { row: AnyRow }) {
  const { list, columns } = useTable()
  const selected = selectable && isSelected(list, keyOf(list, row))
  return (
    <tr className="reflex-table-row" role="row" data-selected={selected ? '' : undefined}>
      {selectable && (
        <td className="reflex-table-box" role="cell">
          <RowBox row={row} selected={selected} />
        </td>
      )}
      {columns.map((column) => (
        <td
          key={column.name}
          className="reflex-table-cell"
          role="cell"
          data-align={alignmentOf(column, list.rows)}
        >
          <span className="reflex-table-label" aria-hidden="true">
            {column.label}
          </span>
          {column.editable ? (
            <EditableCell column={column} row={row} />
          ) : (
            <CellContent column={column} row={row} />
          )}
        </td>
      ))}
      {actions && (
        <td className="reflex-table-cell" role="cell" data-actions="">
          {actions(row)}
        </td>
      )}
    </tr>
  )
}

function RowBox({ row, selected }: { row: AnyRow; selected: boolean }) {
  const { list, columns, labels } = useTable()
  const id = keyOf(list, row)
  const name = cellText(row[columns[0]?.name ?? ''], labels) || String(id)
  return <SelectBox label={labels.selectRow(name)} ids={[id]} isSelected={selected} />
}
