/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A row of the table that js-framework-benchmark has frameworks draw. */
export interface TableRow {
  id: number
  label: string
}

/** What is done with the table. */
export type Operation = 'create' | 'append' | 'update' | 'swap' | 'remove' | 'clear'

const SIZES = ['tall', 'wide', 'small', 'heavy', 'flat']
const COLOURS = ['red', 'green', 'blue', 'brown', 'white', 'black', 'yellow']
const THINGS = [
  'table',
  'lamp',
  'kettle',
  'chair',
  'bench',
  'mug',
  'tray',
  'clock',
  'basket',
  'broom',
  'stool',
]

const COUNT = 1_000

let last = 0

export function makeRows(): TableRow[] {
  return Array.from({ length: COUNT }, () => {
    const id = ++last
    const label = `${SIZES[id % 5]} ${COLOURS[id % 7]} ${THINGS[id % 11]}`
    return { id, label }
  })
}

/** Every tenth row gets another label. */
export function updateRows(rows: TableRow[]): void {
  for (let index = 0; index < rows.length; index += 10) rows[index].label += ' !!!'
}

export function swapRows(rows: TableRow[]): void {
  const [second, other] = [rows[1], rows[COUNT - 2]]
  rows[1] = other
  rows[COUNT - 2] = second
}

/** One in the middle. */
export function removeRow(rows: TableRow[]): TableRow {
  const [row] = rows.splice(COUNT / 2, 1)
  return row
}
