/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type { ConnectionLimits } from './connection.ts'
export { readFrame } from './frame_reader.ts'
export { Gateway, LARGEST_FRAME } from './gateway.ts'
export { HostPolicy } from './host_policy.ts'
export type { AllowedHosts } from './host_policy.ts'
export { OriginPolicy } from './origin_policy.ts'
export type { AllowedOrigins } from './origin_policy.ts'
export { visitorOf } from './visitor.ts'
export { SocketAddress } from './socket_address.ts'
