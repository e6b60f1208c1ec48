/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What Vite says of the files that it makes. */
type ViteMeta = ImportMeta & { env?: { SSR?: boolean } }

/**
 * Whether pages may be rendered here. Vite leaves out of a browser's files what is for servers only.
 */
export const IS_SERVER =
  (import.meta as ViteMeta).env?.SSR !== false && typeof document === 'undefined'
