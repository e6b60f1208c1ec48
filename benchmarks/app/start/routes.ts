/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { unlink } from 'node:fs/promises'
import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import { listProducts } from '#services/products'
import { makeRows, removeRow, swapRows, updateRows } from '#services/table_rows'
import type { TableRow } from '#services/table_rows'
import { middleware } from '#start/kernel'

reflex.mount()

let count = 0

/** What the event does, as a JSON route. */
router.get('/api/increment', () => ({ count: ++count }))

/** What the upload event does, as a controller does it: the body parser has written the file. */
router.post('/api/upload', async ({ request }) => {
  const file = request.file('file')!
  await unlink(file.tmpPath!)
  return { size: file.size }
})

/** The page of 50 rows, drawn by others. */
router.get('/edge/products', ({ view }) => view.render('products', { products: listProducts() }))
router
  .get('/inertia/products', ({ inertia }) =>
    inertia.render('products', { products: listProducts() })
  )
  .use(middleware.inertia())

/** The table of js-framework-benchmark, for a page that has an API for it. */
let table: TableRow[] = []

router.get('/plain/table', ({ view }) => view.render('plain'))
/** What each operation answers. */
const operations: Record<string, () => TableRow[]> = {
  create: () => (table = makeRows()),
  append() {
    const made = makeRows()
    table.push(...made)
    return made
  },
  update() {
    updateRows(table)
    return []
  },
  swap() {
    swapRows(table)
    return []
  },
  remove: () => [removeRow(table)],
  clear: () => (table = []),
}

router.get('/api/table', () => table)
router.post('/api/table/:operation', ({ params }) => operations[params.operation]())
