/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what puts the flows together. The provider comes here once somebody uses them.
 */

export { createAuthFlows } from './create_auth_flows.ts'
