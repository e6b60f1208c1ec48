/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { memo } from 'react'
import type { Operation, TableRow } from '../../app/services/table_rows.ts'

interface OperationsTableProps {
  rows: readonly TableRow[]
  /** Operations that are shown. */
  version: number
  perform: (operation: Operation) => void
}

const OPERATIONS: Operation[] = ['create', 'append', 'update', 'swap', 'remove', 'clear']

const Row = memo(({ row }: { row: TableRow }) => (
  <tr>
    <td>{row.id}</td>
    <td>{row.label}</td>
  </tr>
))

/** The table that React draws, wherever its rows come from. */
export function OperationsTable({ rows, version, perform }: OperationsTableProps) {
  return (
    <main>
      {OPERATIONS.map((operation) => (
        <button key={operation} name={operation} onClick={() => perform(operation)}>
          {operation}
        </button>
      ))}
      <output>{version}</output>
      <table>
        <tbody>
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </main>
  )
}
