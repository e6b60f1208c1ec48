/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useCallback, useMemo, useSyncExternalStore } from 'react'
import { useRouteLoaderData } from 'react-router'
import { ADDRESS, clientError } from '../client/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import type { PageParams, RouteName } from '../routes/main.ts'
import { useClient } from './context.ts'
import { PAGE_ROUTE } from './page_data.ts'
import type { PageData } from './page_data.ts'

/** The page that is shown. */
export interface CurrentPage<Params> {
  /** File of the page, relative to the application root. */
  id: string
  /** Path and query string. */
  url: string
  /** Name of the Adonis route. */
  route: string
  /** Params of the route. */
  params: Params
  /** Query string, as `request.qs()` of the application parses it. */
  query: Record<string, JsonValue>
  title?: string
  /**
   * What the user entered into a form that was posted without JavaScript and rejected. Show it
   * again as `defaultValue`.
   */
  input?: Record<string, JsonValue>
}

/**
 * Returns the page of a route, with the params of that route. For a component that is only shown
 * on this page.
 *
 * @param route - name of the route
 * @throws ReflexError E_OTHER_PAGE where the page of another route is shown
 *
 * @example
 * ```tsx
 * const { params, query } = usePage('products.show')
 * ```
 */
export function usePage<Name extends RouteName>(route: Name): CurrentPage<PageParams<Name>>
/**
 * Returns the page that is shown, in the page itself and in the layout.
 *
 * @example
 * ```tsx
 * const { params, query } = usePage<{ id: string }>()
 * ```
 */
export function usePage<
  Params extends Record<string, JsonValue> = Record<string, string>,
>(): CurrentPage<Params>
export function usePage<Params>(name?: string): CurrentPage<Params> {
  const { store } = useClient()
  const data = useRouteLoaderData<PageData>(PAGE_ROUTE)
  const page = data?.page ?? store.page
  if (name !== undefined && page.route !== name) throw otherPage(name, page.route)
  const subscribe = useCallback(
    (listener: () => void) => store.subscribe(ADDRESS, listener),
    [store]
  )
  const isInitial = page === store.initial.page
  const url = useSyncExternalStore(
    subscribe,
    () => page.url,
    () => (isInitial ? store.initial.url : page.url)
  )
  const query = useSyncExternalStore(
    subscribe,
    () => page.q,
    () => (isInitial ? store.initial.query : page.q)
  )
  return useMemo(() => {
    const { id, route, params, title, input } = page
    return {
      id,
      url,
      route,
      params: params as Params,
      query: query ?? {},
      title,
      ...(input && { input }),
    }
  }, [page, url, query])
}

function otherPage(wanted: string, shown: string) {
  return clientError(
    500,
    'E_OTHER_PAGE',
    `usePage('${wanted}') is called on the page of the route "${shown}".`
  )
}
