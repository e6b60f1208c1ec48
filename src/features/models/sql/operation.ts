/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What happened to rows; `any` where it is not known, or where several may have. */
export type Operation = 'insert' | 'update' | 'delete' | 'any'
