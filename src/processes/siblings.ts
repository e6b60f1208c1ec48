/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import cluster from 'node:cluster'

/**
 * Who has started this process beside others of the same application: a primary process of `node:cluster`,
 * PM2 in its cluster mode included, or PM2 with several instances.
 *
 * @param env - the environment: PM2 numbers its instances and says how many there are
 * @returns undefined for a process that is alone, as far as one can know
 */
export function siblingsOf(
  env: Readonly<Record<string, string | undefined>>,
  isWorker = cluster.isWorker
): string | undefined {
  const { NODE_APP_INSTANCE: instance, instances } = env
  if (instances === '1') return undefined
  if (instance !== undefined && (isWorker || Number(instances) > 1 || Number(instance) > 0)) {
    return 'PM2'
  }
  return isWorker ? 'node:cluster' : undefined
}
