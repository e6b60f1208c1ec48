/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { execa } from 'execa'
import type { ResultPromise } from 'execa'
import getPort from 'get-port'
import { reachable } from '../bin/support/processes.ts'
import { DemoCopy } from '../tests/helpers/demo_copy.ts'
import { withOwnVitePort } from '../tests/helpers/vite_port.ts'
import type { Peer } from './load/load.ts'
import { loadPage, openTab, peerOf } from './load/peers.ts'
import { printTable } from './table.ts'

/** Events of each kind in one round. */
const CALLS = 100

/** The contenders take turns, so that none has the quieter half of the machine's time. */
const ROUNDS = 24

const STATE = `import { State, rx } from 'reflex-adonis'
import Category from '#models/category'

export default class CostState extends State {
  @rx.var() count = 0

  @rx.event() increment() {
    this.count++
  }

  @rx.event() async read() {
    for (const id of [1, 2, 3, 4]) await Category.find(id)
    this.count++
  }
}
`

const PAGE = `import { page, useReflex } from 'reflex-adonis/react'
import CostState from '#states/cost_state'

export default page({ route: '/cost', title: 'Cost' }, () => {
  const { count } = useReflex(CostState)
  return <p>{count}</p>
})
`

const EVENTS = [
  ['event that counts', 'increment'],
  ['event with four queries', 'read'],
] as const

/** The demo, served as one does while developing it. */
class ServedDemo extends DemoCopy {
  #port = 0
  #server: ResultPromise | undefined
  #peers: Record<string, Peer> = {}
  #asking = new AbortController()

  /** @param devtools - whether its pages have them */
  async serve(devtools: boolean): Promise<void> {
    await this.create()
    await this.write('app/states/cost_state.ts', STATE)
    await this.write('resources/pages/cost.tsx', PAGE)
    const limits = 'limits: { eventsPerSecond: 1_000_000 }'
    await this.replace(
      'config/reflex.ts',
      'defineConfig({',
      `defineConfig({ devtools: ${devtools}, ${limits},`
    )
    this.#port = await getPort()
    const options = {
      cwd: this.folder,
      env: { ...this.environment(this.#port), HOST: '127.0.0.1', NODE_ENV: 'development' },
      reject: false,
    } as const
    await execa('node', ['ace.js', 'migration:fresh', '--seed'], options)
    this.#server = execa('node', ['ace.js', 'serve', '--hmr', '--no-clear'], {
      ...options,
      detached: true,
      stdio: 'ignore',
    })
    await withOwnVitePort(() => reachable(`http://127.0.0.1:${this.#port}/cost`))
    for (const [, event] of EVENTS) {
      const page = await loadPage(this.#port, '/cost')
      this.#peers[event] = peerOf(await openTab(this.#port, page), 'CostState', event)
      if (devtools) void this.#look(page.headers)
    }
  }

  /** @returns microseconds that one event has taken */
  async measure(event: string): Promise<number> {
    const start = performance.now()
    for (let call = 0; call < CALLS; call++) {
      await new Promise<void>((resolve) => this.#peers[event].send(resolve))
    }
    return ((performance.now() - start) / CALLS) * 1_000
  }

  override async end(): Promise<void> {
    this.#asking.abort()
    for (const peer of Object.values(this.#peers)) peer.close()
    if (this.#server?.pid) process.kill(-this.#server.pid, 'SIGKILL')
    await this.#server
    await super.end()
  }

  /** Asks for what is new, as a panel does that is open. */
  async #look(headers: Record<string, string>): Promise<void> {
    const { signal } = this.#asking
    let known = { journal: '', last: 0 }
    while (!signal.aborted) {
      const asked = `url=/cost&journal=${known.journal}&after=${known.last}`
      const address = `http://127.0.0.1:${this.#port}/_event/devtools/journal?${asked}`
      try {
        const response = await fetch(address, {
          headers: { ...headers, 'sec-fetch-site': 'same-origin' },
          signal,
        })
        if (!response.ok) throw new Error(`The devtools answer with ${response.status}`)
        known = (await response.json()) as typeof known
      } catch (error) {
        if (!signal.aborted) throw error
      }
    }
  }
}

/**
 * What an event costs in development with the devtools open, and without them.
 */
export async function measureDevtools(): Promise<void> {
  const demos = [new ServedDemo(), new ServedDemo()]
  try {
    for (const [index, demo] of demos.entries()) await demo.serve(index === 1)
    const rows: (string | number)[][] = []
    for (const [name, event] of EVENTS) {
      const times = demos.map((): number[] => [])
      for (let round = 0; round < ROUNDS; round++) {
        for (let turn = 0; turn < demos.length; turn++) {
          const index = (turn + round) % demos.length
          times[index].push(await demos[index].measure(event))
        }
      }
      const [without, open] = times.map((each) => each.sort((a, b) => a - b)[ROUNDS >> 1])
      rows.push([name, without, open, open / without])
    }
    printTable(
      'Time of an event in development, over a socket (µs, median of rounds; goal: ratio at most 2)',
      ['', 'without devtools', 'panel open', 'ratio'],
      rows
    )
  } finally {
    for (const demo of demos) await demo.end()
  }
}
