/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ViteDevServer } from 'vite'
import type { Overlay } from '../vite/overlay.ts'
import { REGISTRY_PLUGIN } from '../vite/registry_watch.ts'
import type { RegistryApi } from '../vite/registry_watch.ts'

/**
 * The overlay of errors that the Vite plugin has.
 */
export function overlayOf(server: ViteDevServer | undefined): Overlay | undefined {
  const plugin = server?.config.plugins.find(({ name }) => name === REGISTRY_PLUGIN)
  return (plugin?.api as RegistryApi | undefined)?.overlay
}
