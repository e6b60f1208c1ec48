/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType } from 'react'
import { redirect, replace } from 'react-router'
import type { DataRouter, LoaderFunctionArgs, RouteObject } from 'react-router'
import { ReflexError, clientError } from '../client/main.ts'
import type { Client } from '../client/main.ts'
import { PAGE_ROUTE } from './page_data.ts'
import type { PageData } from './page_data.ts'
import type { PageLoader } from './page_modules.ts'
import { ErrorView, PageView, Root } from './root.tsx'
import type { Shell } from './root.tsx'

/** Redirects in a row after which they are taken for a loop, as in a browser. */
const MOST_REDIRECTS = 20

/**
 * Loads the component of a page. Where that fails, the server may have a newer build with other
 * files, or a file that was renamed while it ran, so the document is loaded in its place.
 *
 * @param url - address of the page
 */
export async function loadComponent(
  client: Client,
  pages: PageLoader,
  id: string,
  url: string
): Promise<ComponentType> {
  try {
    return await pages.load(id)
  } catch (error) {
    // Where the document does not come, the failure shows
    if (!(error instanceof ReflexError) || error.code === 'E_PAGE_MISSING') {
      await client.pages.recover(url)
    }
    throw error
  }
}

/**
 * The routes of React Router. There is one for all pages: the server knows which address is which
 * page, and who may see it.
 *
 * @param router - the router that will have these routes
 */
export function createRoutes(
  client: Client,
  pages: PageLoader,
  shell: Shell,
  router: () => DataRouter
): RouteObject[] {
  let redirects = 0

  async function load({ request }: LoaderFunctionArgs): Promise<PageData | Response> {
    const { navigation } = router().state
    // A request has no hash, which a load of the document needs.
    const url = request.url + (navigation.location?.hash ?? '')
    const ahead = client.prefetched(url)
    // A failure shows when the page is needed.
    if (ahead) pages.load(ahead).catch(() => {})
    const result = await client.pages.navigate(url, request.signal)
    if ('redirect' in result) {
      if (++redirects > MOST_REDIRECTS) {
        redirects = 0
        throw clientError(508, 'E_TOO_MANY_REDIRECTS', 'The pages redirect to each other.')
      }
      // The address has an entry in the history only when it is there already.
      return navigation.historyAction === 'PUSH' && !client.pages.shows(result.redirect)
        ? redirect(result.redirect)
        : replace(result.redirect)
    }
    redirects = 0
    const { page } = result
    return { page, Component: await loadComponent(client, pages, page.id, url) }
  }

  return [
    {
      element: <Root shell={shell} />,
      errorElement: <ErrorView shell={shell} />,
      children: [
        {
          id: PAGE_ROUTE,
          path: '*',
          loader: load,
          // React Router would ask for the page again when the hash goes away.
          shouldRevalidate: ({ currentUrl, nextUrl, defaultShouldRevalidate }) =>
            currentUrl.pathname + currentUrl.search === nextUrl.pathname + nextUrl.search &&
            currentUrl.hash !== nextUrl.hash
              ? false
              : defaultShouldRevalidate,
          element: <PageView shell={shell} />,
          errorElement: <ErrorView shell={shell} />,
        },
      ],
    },
  ]
}
