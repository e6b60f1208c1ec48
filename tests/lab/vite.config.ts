/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from 'vite'

/** Nothing is served: the tests of this application have no browser. */
export default defineConfig({ server: { hmr: false, ws: false } })
