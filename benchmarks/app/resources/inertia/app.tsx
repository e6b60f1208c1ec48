/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType } from 'react'
import { createInertiaApp } from '@inertiajs/react'
import { hydrateRoot } from 'react-dom/client'

const pages = import.meta.glob<{ default: ComponentType }>('./pages/**/*.tsx')

void createInertiaApp({
  async resolve(name) {
    const module = await pages[`./pages/${name}.tsx`]()
    return module.default
  },
  setup({ el, App, props }) {
    hydrateRoot(el!, <App {...props} />)
  },
})
