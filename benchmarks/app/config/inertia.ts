/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/inertia'

export default defineConfig({
  rootView: 'inertia',
  ssr: { enabled: true, entrypoint: 'resources/inertia/ssr.tsx' },
})
