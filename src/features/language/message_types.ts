/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * The messages of the application by key, with their params, as `.adonisjs/server/messages.d.ts` has
 * them. Nothing is to be written here by hand.
 */
export interface Messages {}

/** The locales of the application, as that file has them. */
export interface Locales {}
