/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { getActiveTestOrFail } from '@japa/runner'
import getPort from 'get-port'
import { Proxy } from '../proxies/proxy.ts'
import type { ProxyName } from '../proxies/proxy.ts'
import type { Release } from './release.ts'
import type { RunningRelease } from './running_release.ts'

/**
 * An application that is deployed as the guide says: two processes on one redis behind a proxy with the guide's file,
 * which are replaced one after the other.
 */
export class GuidedRoll {
  readonly proxy: Proxy
  #ports: readonly [number, number]
  #running: RunningRelease[] = []
  #env: Record<string, string>

  private constructor(proxy: Proxy, ports: readonly [number, number], env: Record<string, string>) {
    this.proxy = proxy
    this.#ports = ports
    this.#env = env
  }

  /** Starts a release. It ends with the running test. */
  static async begin(name: ProxyName, release: Release): Promise<GuidedRoll> {
    const ports = [await getPort(), await getPort()] as const
    const env = { APP_KEY: randomUUID(), REDIS_PREFIX: `rolled-${randomUUID()}:` }
    const proxy = await Proxy.start(name, { upstreams: ports })
    const roll = new GuidedRoll(proxy, ports, env)
    getActiveTestOrFail().cleanup(async () => {
      await proxy.stop()
      await Promise.all(roll.#running.map((each) => each.stop('SIGKILL')))
    })
    await Promise.all([roll.#start(release, 0), roll.#start(release, 1)])
    return roll
  }

  get url(): string {
    return `https://127.0.0.1:${this.proxy.port}`
  }

  /** What the processes are started with. */
  get env(): Record<string, string> {
    return this.#env
  }

  /**
   * Replaces one process after the other.
   *
   * @param env - what is another from then on
   */
  async to(release: Release, env: Record<string, string> = {}): Promise<void> {
    this.#env = { ...this.#env, ...env }
    for (const place of [0, 1]) {
      await this.#running[place].stop()
      await this.#start(release, place)
    }
  }

  async #start(release: Release, place: number): Promise<void> {
    const RELEASE_PORT = String(this.#ports[place])
    this.#running[place] = await release.start({ ...this.#env, RELEASE_PORT })
  }
}
