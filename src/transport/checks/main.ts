/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of sockets. It is loaded by its command alone.
 */

export { hostsCheck } from './hosts.ts'
export { knockAt } from './knock.ts'
export type { Knock } from './knock.ts'
export { originsCheck } from './origins.ts'
export { trustProxyCheck } from './trust_proxy.ts'
export { upgradeCheck } from './upgrade.ts'
export type { UpgradeParts } from './upgrade.ts'
