/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Writable } from 'node:stream'

/** The element that pages are drawn into, as it begins in the document. */
export const MOUNT_START = '<div id="reflex">'

/**
 * A page that React has rendered, at least as far as it need not wait for anything.
 */
export class RenderedPage {
  /** What belongs into the head: titles, metadata, styles and preloads of the components. */
  readonly head: string
  /** The page, or its first part. */
  readonly body: string
  /** Sends the rest, as soon as it is there; undefined when there is none. */
  readonly rest: ((target: Writable) => void) | undefined
  /** When it was rendered, in milliseconds since the epoch, where that was for an earlier request that showed the time. */
  readonly at: number | undefined

  /**
   * @param html - what React has written so far
   */
  constructor(html: string, { rest, at }: Pick<Partial<RenderedPage>, 'rest' | 'at'> = {}) {
    // React writes what it hoists before the first element. No text or attribute of it can have
    // this tag, since React escapes them.
    const start = html.indexOf(MOUNT_START)
    this.head = html.slice(0, start)
    this.body = html.slice(start)
    this.rest = rest
    this.at = at
  }
}
