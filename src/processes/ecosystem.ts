/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** An application of PM2. */
interface EcosystemApp {
  script?: string
  instances?: number | string
}

/** What serves pages, and is no queue or scheduler beside it. */
const SERVER = /\bserver(\.[cm]?js)?$/

/** Files that PM2 reads. */
const FILES = ['ecosystem.config.cjs', 'ecosystem.config.js', 'ecosystem.config.mjs']

/**
 * How many processes PM2 starts of the server of an application, where a file in its root says so.
 *
 * @param root - absolute path of the application
 * @param cores - of the machine
 * @returns 1 where there is no such file, or it cannot be read
 */
export async function ecosystemInstances(
  root: string,
  cores = availableParallelism()
): Promise<number> {
  const file = FILES.map((name) => join(root, name)).find((path) => existsSync(path))
  if (file === undefined) return 1
  const apps = await appsOf(file)
  const servers = apps.filter(({ script = '' }) => SERVER.test(script))
  return Math.max(1, ...servers.map(({ instances = 1 }) => countOf(instances, cores)))
}

async function appsOf(file: string): Promise<EcosystemApp[]> {
  try {
    const { default: config } = (await import(pathToFileURL(file).href)) as {
      default?: { apps?: EcosystemApp | (EcosystemApp | null | undefined)[] }
    }
    return [config?.apps ?? []].flat().filter((app) => app !== null && app !== undefined)
  } catch {
    return []
  }
}

/** As PM2 reads it: `max` and 0 are all cores, and what is below leaves some of them. */
function countOf(instances: number | string, cores: number): number {
  const count = instances === 'max' ? 0 : Number(instances)
  if (!Number.isInteger(count)) return 1
  return count > 0 ? count : cores + count
}
