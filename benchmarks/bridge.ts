/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

function percentile(sorted: number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)]
}

/**
 * What the kernel costs for one request, without a socket and without a handler that does anything.
 */
export async function measureBridge(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const store of ['memory', 'cookie']) {
    const server = await startServer('bridge', { SESSION_DRIVER: store })
    const times = await server.answer<Record<'plain' | 'bridged', number[]>>('times')
    await server.stop()
    for (const [name, samples] of Object.entries(times)) {
      const sorted = samples.sort((a, b) => a - b)
      const label = name === 'plain' ? 'plain server.handle' : 'the bridge'
      rows.push([
        `${label}, ${store} session`,
        percentile(sorted, 0),
        percentile(sorted, 0.5),
        percentile(sorted, 0.9),
      ])
    }
  }
  printTable(
    'Time of the kernel for one request in process (µs): session, shield, auth (goal: median at most 45)',
    ['', 'minimum', 'median', '90 %'],
    rows
  )
}
