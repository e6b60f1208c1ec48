/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Folders of what the package writes for an application, from its root: as with all in `.adonisjs`, it is made again
 * whenever the application is served, tested or built.
 */
export const GENERATED = {
  browser: '.adonisjs/client/reflex',
  server: '.adonisjs/server/reflex',
} as const

/** Globs of the pages and states in there, which are looked for beside those of the application. */
export const GENERATED_PAGES = `${GENERATED.browser}/pages/**/*.tsx`
export const GENERATED_STATES = `${GENERATED.server}/states/**/*_state.ts`

/** Whether a file, by its path from the application root, is in one of these folders. */
export function isGenerated(id: string): boolean {
  return Object.values(GENERATED).some((folder) => id.startsWith(`${folder}/`))
}
