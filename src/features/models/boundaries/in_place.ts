/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Id } from '../capture/main.ts'

/** A row of a list, as a page has it. */
export type PageRow = Readonly<Record<string, unknown>>

/** Cells whose value belongs to whoever is typing there: columns by the key of their row. */
export type EditedCells = ReadonlyMap<string, ReadonlySet<string>>

/**
 * The rows that are shown, as they are now: in the places that they have, without those that are gone.
 *
 * @param shown - in their order
 * @param current - those of them that are still there, in any order
 * @param keyOf - of a row
 * @param edited - cells that keep what is shown; a row that has one stays until it is edited no more
 */
export function inPlace<Row extends PageRow>(
  shown: readonly Row[],
  current: readonly Row[],
  keyOf: (row: Row) => Id,
  edited: EditedCells = new Map()
): Row[] {
  const found = new Map(current.map((row) => [String(keyOf(row)), row]))
  return shown.flatMap((row) => {
    const key = String(keyOf(row))
    const cells = edited.get(key)
    const now = found.get(key)
    if (now === undefined) return cells === undefined ? [] : [row]
    return [cells === undefined ? now : withCells(now, row, cells)]
  })
}

/** A row with some cells of another. */
function withCells<Row extends PageRow>(row: Row, cellsOf: Row, columns: ReadonlySet<string>): Row {
  const kept = [...columns].filter((column) => column in cellsOf)
  return { ...row, ...Object.fromEntries(kept.map((column) => [column, cellsOf[column]])) }
}
