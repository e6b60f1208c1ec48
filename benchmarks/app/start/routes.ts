/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { unlink } from 'node:fs/promises'
import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import { listProducts } from '#services/products'
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
