/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { getActiveTestOrFail } from '@japa/runner'
import type { Release } from './release.ts'
import { RollingProxy } from './rolling_proxy.ts'
import type { RunningRelease } from './running_release.ts'

/**
 * An application that is deployed: processes of its releases on one redis, behind one address.
 *
 * @example
 * ```ts
 * const roll = await Roll.begin()
 * const old = await roll.start(before)
 * const page = await openPage({ baseURL: roll.proxy.url })
 * await roll.start(after)
 * await roll.stop(old)
 * ```
 */
export class Roll {
  readonly proxy: RollingProxy
  readonly running: RunningRelease[] = []
  /** What tells it from other applications. */
  readonly env: Record<string, string>

  private constructor(proxy: RollingProxy) {
    this.proxy = proxy
    this.env = { APP_KEY: randomUUID(), REDIS_PREFIX: `rolled-${randomUUID()}:` }
  }

  /** It ends with the running test. */
  static async begin(): Promise<Roll> {
    const roll = new Roll(await RollingProxy.open())
    getActiveTestOrFail().cleanup(async () => {
      roll.proxy.close()
      await Promise.all(roll.running.map((each) => each.stop('SIGKILL')))
    })
    return roll
  }

  /** Starts a process. From then on it takes turns with the others. */
  async start(release: Release, env: Record<string, string> = {}): Promise<RunningRelease> {
    const running = await release.start({ ...this.env, ...env })
    this.running.push(running)
    this.#balance()
    return running
  }

  /** Ends a process as a deploy does: the others have its requests from then on. */
  async stop(running: RunningRelease): Promise<void> {
    this.running.splice(this.running.indexOf(running), 1)
    this.#balance()
    await running.stop()
  }

  #balance(): void {
    this.proxy.use(...this.running.map(({ port }) => port))
  }
}
