/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Router } from '@adonisjs/core/http'
import { ownPath } from '../protocol/main.ts'
import type { UrlOptions } from '../routes/main.ts'
import { E_NO_ROUTES } from './exceptions.ts'

type Urls = Pick<Router, 'urlBuilder'>

let application: Urls | undefined

/** Makes the routes of an application those of this process. */
export function useRoutesOf(router: Urls): void {
  application = router
}

/**
 * The URL of a GET route of the application, as its `urlFor` makes it. It never leads to another origin.
 *
 * @param action - what needs it, for the message
 * @param params - by name, or in order
 * @throws E_NO_ROUTES outside an application
 * @throws Error for an unknown route, and when a param is missing
 */
export function routeUrl(
  action: string,
  name: string,
  params: object | undefined,
  options: UrlOptions
): string {
  if (!application) throw new E_NO_ROUTES([action])
  const get = application.urlBuilder.urlFor.get as unknown as (
    name: string,
    params?: object,
    options?: { qs?: object }
  ) => { url: string }
  // An empty param in front makes "//", after which a host would stand
  return ownPath(get(name, params, { qs: options.qs }).url)
}
