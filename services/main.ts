/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import type { Reflex } from '../src/reflex.ts'

let reflex: Reflex

/**
 * The singleton of {@link Reflex} from the container.
 */
await app.booted(async () => {
  reflex = await app.container.make('reflex')
})

export { reflex as default }
