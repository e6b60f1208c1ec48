/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { bootDataOf } from '../shell_document.ts'
import type { LoadedDocument, OpenedDocument } from './tab_window.ts'

/**
 * What a response of the server is.
 *
 * @param url - path and query string
 */
export async function readHttpDocument(
  url: string,
  response: Response
): Promise<LoadedDocument & OpenedDocument> {
  const { status } = response
  const text = await response.text()
  const location = response.headers.get('location')
  const redirect = location !== null && status >= 300 && status < 400 ? location : undefined
  return { url, status, text, boot: bootDataOf(text), redirect }
}
