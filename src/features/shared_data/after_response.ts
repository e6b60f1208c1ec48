/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/**
 * Calls back once when a request is over: its middleware is through, and its session was stored.
 */
export function afterResponse({ response: { response } }: HttpContext, callback: () => void): void {
  if (response.writableFinished || response.destroyed) return callback()
  const over = () => {
    response.off('finish', over)
    response.off('close', over)
    callback()
  }
  response.on('finish', over)
  response.on('close', over)
}
