/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import { listProducts } from '#services/products'
import { middleware } from '#start/kernel'

reflex.mount()

let count = 0

/** What the event does, as a JSON route. */
router.get('/api/increment', () => ({ count: ++count }))

/** The page of 50 rows, drawn by others. */
router.get('/edge/products', ({ view }) => view.render('products', { products: listProducts() }))
router
  .get('/inertia/products', ({ inertia }) =>
    inertia.render('products', { products: listProducts() })
  )
  .use(middleware.inertia())
