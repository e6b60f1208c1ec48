/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType } from 'react'
import { createInertiaApp } from '@inertiajs/react'
import { renderToString } from 'react-dom/server'

const pages = import.meta.glob<{ default: ComponentType }>('./pages/**/*.tsx', { eager: true })

interface Setup {
  App: ComponentType<object>
  props: object
}

/** As the starter kits of Adonis have it. */
export default function render(page: never) {
  return createInertiaApp({
    page,
    render: renderToString,
    resolve: (name: string) => pages[`./pages/${name}.tsx`].default,
    setup: ({ App, props }: Setup) => <App {...props} />,
  })
}
