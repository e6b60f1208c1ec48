/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { CookieEndpoint } from './cookie_endpoint.ts'
export { CookieTickets } from './cookie_tickets.ts'
export type { CookieTicket } from './cookie_tickets.ts'
