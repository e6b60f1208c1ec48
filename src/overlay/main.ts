/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what the error overlay of Vite shows.
 */

export { Overlay, OVERLAY_PLUGIN, overlayOf } from './overlay.ts'
export type { OverlayApi } from './overlay.ts'
export { toPluginError } from './plugin_error.ts'
