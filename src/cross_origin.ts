/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import type { HttpResponse } from '@adonisjs/core/http'

/** Seconds for which a browser may go by the answer to a preflight. */
const PREFLIGHT_AGE = 600

/**
 * Lets the page that has asked read the answer: it may be on another host of the application.
 *
 * @param request - of an origin that may ask
 */
export function answerTo({ headers }: IncomingMessage, response: HttpResponse): void {
  response.header('vary', 'origin')
  if (headers.origin === undefined) return
  response.header('access-control-allow-origin', headers.origin)
  response.header('access-control-allow-credentials', 'true')
}

/** Whether a browser asks what a page on another host may send, before it sends it. */
export function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined
}

/** Says that it may send what it has in mind. */
export function answerPreflight({ headers }: IncomingMessage, response: HttpResponse): void {
  response.header('access-control-allow-methods', headers['access-control-request-method']!)
  const names = headers['access-control-request-headers']
  if (names !== undefined) response.header('access-control-allow-headers', names)
  response.header('access-control-max-age', PREFLIGHT_AGE)
  response.status(204)
}
