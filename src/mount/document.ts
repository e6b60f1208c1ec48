/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PassThrough } from 'node:stream'
import type { Writable } from 'node:stream'
import type { HttpContext } from '@adonisjs/core/http'

/**
 * Sends a document of which a part is still to come, as it comes.
 *
 * @param html - the document with a marker in the place of the part
 * @param write - writes the part, and ends the stream
 */
export function sendDocument(
  ctx: HttpContext,
  html: string,
  marker: string,
  write: (target: Writable) => void
): void {
  const place = html.lastIndexOf(marker)
  const document = new PassThrough()
  document.write(html.slice(0, place))
  const part = new PassThrough()
  part.on('end', () => document.end(html.slice(place + marker.length)))
  part.pipe(document, { end: false })
  document.once('close', () => part.destroy())
  write(part)
  ctx.response.type('html')
  ctx.response.stream(document)
}
