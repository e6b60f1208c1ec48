/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'

reflex.mount()

let count = 0

/** What the event does, as a JSON route. */
router.get('/api/increment', () => ({ count: ++count }))
