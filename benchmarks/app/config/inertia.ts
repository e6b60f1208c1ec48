/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { defineConfig } from '@adonisjs/inertia'
import type {} from '@adonisjs/inertia/types'
import type { Product } from '#services/products'

export default defineConfig({
  rootView: 'inertia',
  ssr: { enabled: true, entrypoint: 'resources/inertia/ssr.tsx' },
})

declare module '@adonisjs/inertia/types' {
  interface InertiaPages {
    products: { products: Product[] }
  }
}
