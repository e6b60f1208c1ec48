/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Edge } from 'edge.js'

/** Tags of the document's template by what they draw. */
const TAGS = { reflexHead: 'head', reflex: 'body' } as const

/**
 * The tags `@reflexHead()` and `@reflex()` of the document that pages are sent in.
 */
export function edgePluginReflex(edge: Edge): void {
  for (const [tagName, method] of Object.entries(TAGS)) {
    edge.registerTag({
      tagName,
      block: false,
      seekable: true,
      compile(_, buffer, token) {
        const { filename, loc } = token
        buffer.outputExpression(`state.reflex.${method}()`, filename, loc.start.line, false)
      },
    })
  }
}
