/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Folder of the stubs, in the sources as in the build. */
export const stubsRoot = import.meta.dirname
