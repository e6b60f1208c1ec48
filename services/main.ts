/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import type { Reflex } from '../src/reflex.ts'

/**
 * The singleton of {@link Reflex} from the container.
 */
let reflex: Reflex

await app.booted(async () => {
  reflex = await app.container.make('reflex')
})

export { reflex as default }
