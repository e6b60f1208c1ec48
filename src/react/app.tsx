/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useMemo } from 'react'
import type { DataRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import type { Client } from '../client/main.ts'
import { AppContext } from './context.ts'
import type { PageLoader } from './page_modules.ts'

interface AppProps {
  client: Client
  router: DataRouter
  pages: PageLoader
}

/**
 * An application, drawn from its client's data: the same in a browser and on a server.
 */
export function App({ client, router, pages }: AppProps) {
  const context = useMemo(
    () => ({
      client,
      prefetch: (url: string) => {
        client
          .prefetch(url)
          .then((id) => (id === null ? null : pages.load(id)))
          // A failure shows when the page is needed.
          .catch(() => {})
      },
    }),
    [client, pages]
  )
  return (
    <AppContext value={context}>
      <RouterProvider router={router} />
    </AppContext>
  )
}
