/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType } from 'react'
import { createInertiaApp } from '@inertiajs/react'
import { hydrateRoot } from 'react-dom/client'

const pages = import.meta.glob<{ default: ComponentType }>('./pages/**/*.tsx')

interface Setup {
  el: HTMLElement
  App: ComponentType<object>
  props: object
}

void createInertiaApp({
  resolve: (name: string) => pages[`./pages/${name}.tsx`]().then((module) => module.default),
  setup({ el, App, props }: Setup) {
    hydrateRoot(el, <App {...props} />)
  },
})
