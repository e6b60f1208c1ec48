/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientError } from '../client/main.ts'
import { knownRoutes, knownUrl } from '../routes/main.ts'
import type { RouteArguments, RouteName, UrlOptions } from '../routes/main.ts'

/**
 * Returns the URL of a GET route of the application, by its name. It works wherever the code of a
 * page does: while rendering, in an effect, and in a handler.
 *
 * A page knows the routes whose names its code contains as texts.
 *
 * @param name - of the route
 * @param params - of the route, by name or in order
 * @param options - the query string
 * @throws ReflexError E_ROUTE_UNKNOWN for a name that the page's code does not contain, and
 *   E_ROUTE_PARAMS when a param is missing
 *
 * @example
 * ```tsx
 * <a href={urlFor('orders.invoice', { id: order.id }, { qs: { format: 'pdf' } })}>Invoice</a>
 * ```
 */
export function urlFor<Name extends RouteName>(...args: RouteArguments<Name, UrlOptions>): string {
  return urlOf(...(args as unknown as Parameters<typeof urlOf>))
}

/**
 * As `urlFor`, for a name that is checked elsewhere.
 *
 * @throws ReflexError E_ROUTE_UNKNOWN, E_ROUTE_PARAMS
 */
export function urlOf(name: string, params?: object, options?: UrlOptions): string {
  let url: string | undefined
  try {
    url = knownUrl(name, params, options)
  } catch (error) {
    throw clientError(500, 'E_ROUTE_PARAMS', `Route "${name}": ${(error as Error).message}`)
  }
  if (url !== undefined) return url
  throw clientError(
    500,
    'E_ROUTE_UNKNOWN',
    `This page knows no GET route "${name}", but ${knownRoutes().join(', ') || 'none'}. ` +
      'Write names of routes as texts in the code of the page.'
  )
}
