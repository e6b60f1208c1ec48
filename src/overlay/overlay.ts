/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ViteDevServer } from 'vite'
import { toPluginError } from './plugin_error.ts'

/** Who shows errors: the look at pages and states, and the import of state classes. */
export type ErrorSource = 'registry' | 'states'

/**
 * Shows errors over the pages, as Vite does with those of a module. Vite has room for one: the last
 * one that is not mended has it.
 */
export class Overlay {
  #server: ViteDevServer
  #errors = new Map<ErrorSource, unknown>()

  constructor(server: ViteDevServer) {
    this.#server = server
  }

  show(source: ErrorSource, error: unknown): void {
    this.#errors.delete(source)
    this.#errors.set(source, error)
    this.#send(error)
  }

  /** Takes away the error of a source. Those of others stay. */
  clear(source: ErrorSource): void {
    if (!this.#errors.delete(source)) return
    this.#update()
    for (const error of this.#errors.values()) this.#send(error)
  }

  #send(error: unknown): void {
    const { message, stack, id, frame } = toPluginError(error)
    // A browser whose first update ends an error loads the page again
    this.#update()
    this.#server.environments.client.hot.send({
      type: 'error',
      err: { message, stack, id, frame },
    })
  }

  /** An update, also one of nothing, ends the error that is shown. */
  #update(): void {
    this.#server.environments.client.hot.send({ type: 'update', updates: [] })
  }
}

/** The plugin that has the overlay. */
export const OVERLAY_PLUGIN = 'reflex-adonis:registry'

/** What that plugin has for the HTTP server, which finds it in Vite's configuration. */
export interface OverlayApi {
  /** None before Vite's development server is there. */
  readonly overlay: Overlay | undefined
}

/** The overlay of a development server. */
export function overlayOf(server: ViteDevServer | undefined): Overlay | undefined {
  const plugin = server?.config.plugins.find(({ name }) => name === OVERLAY_PLUGIN)
  return (plugin?.api as OverlayApi | undefined)?.overlay
}
