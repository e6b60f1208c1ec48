/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

interface Shared {
  [key: symbol]: PromiseWithResolvers<void> | undefined
}

// The plugin in Vite's configuration may be of another copy of this package than the server
const key = Symbol.for('reflex-adonis.answering')
const shared = globalThis as unknown as Shared
const { promise, resolve } = (shared[key] ??= Promise.withResolvers<void>())

/** Settles once the HTTP server of this process listens. */
export const answering = promise

/** The HTTP server listens. */
export const tellAnswering = resolve
