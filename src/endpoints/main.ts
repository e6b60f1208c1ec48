/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { FeatureEndpoints } from './feature_endpoints.ts'
export type { FeatureEndpointsOptions } from './feature_endpoints.ts'
