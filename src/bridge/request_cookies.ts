/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import { CookieJar } from './cookie_jar.ts'
import { EventRequest } from './event_request.ts'

/**
 * The cookies of a request, raw and checked: the tab's, when it is that of an event.
 */
export function cookieJarOf({ request }: HttpContext, encryption: Encryption): CookieJar {
  if (request instanceof EventRequest) return request.exchange.jar
  return new CookieJar(request.header('cookie'), encryption)
}
