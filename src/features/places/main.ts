/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { cookie, localStorage, query, sessionStorage } from './decorators.ts'
export { VarPlaces } from './var_places.ts'
