/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import type { Operation, TableRow } from '../../app/services/table_rows.ts'
import { OperationsTable } from '../components/operations_table.tsx'

interface Shown {
  rows: readonly TableRow[]
  version: number
}

async function ask<T>(method: 'GET' | 'POST', path: string): Promise<T> {
  const response = await fetch(`/api/table${path}`, { method })
  return (await response.json()) as T
}

/** What a page does with the answer, where it is enough. */
const FROM_ANSWER: Partial<
  Record<Operation, (rows: readonly TableRow[], answer: TableRow[]) => readonly TableRow[]>
> = {
  create: (_, made) => made,
  append: (rows, made) => [...rows, ...made],
  remove: (rows, [removed]) => rows.filter(({ id }) => id !== removed.id),
  clear: () => [],
}

/** The table with an API for its operations. After one that changes rows here and there, the list is loaded again. */
function PlainTable() {
  const [{ rows, version }, show] = useState<Shown>({ rows: [], version: 0 })
  const perform = async (operation: Operation) => {
    const answer = await ask<TableRow[]>('POST', `/${operation}`)
    const apply = FROM_ANSWER[operation]
    const next = apply ? apply(rows, answer) : await ask<TableRow[]>('GET', '')
    show({ rows: next, version: version + 1 })
  }
  return <OperationsTable rows={rows} version={version} perform={(name) => void perform(name)} />
}

createRoot(document.getElementById('plain')!).render(<PlainTable />)
