/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { load } from './load/load.ts'
import { httpPeer } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const SECONDS = Number(process.env.BENCH_SECONDS ?? 3)

const contenders = [
  { name: 'reflex, with its tab and onLoad', path: '/reflex/products' },
  { name: '@adonisjs/inertia with SSR', path: '/inertia/products' },
  { name: 'Edge template', path: '/edge/products' },
  { name: 'reflex, cached', path: '/reflex/cached/products' },
]

/**
 * Documents per second of the same page with 50 rows, by who draws it.
 */
export async function measureServerRendering(): Promise<void> {
  const rows: (string | number)[][] = []
  for (const { name, path } of contenders) {
    const server = await startServer('reflex')
    const response = await fetch(`http://127.0.0.1:${server.port}${path}`)
    const html = await response.text()
    const drawn = html.match(/<tr[^>]*data-product/g)?.length
    if (drawn !== 50) throw new Error(`${path} has ${drawn} rows: ${html.slice(0, 500)}`)
    const row: (string | number)[] = [name, Buffer.byteLength(html) / 1_000]
    for (const connections of [1, 64]) {
      const result = await load(() => httpPeer(server.port, path), connections, SECONDS)
      row.push(result.perSecond, result.p50, result.p99)
    }
    rows.push(row)
    await server.stop()
  }
  printTable(
    'A page of 50 rows from the server (latency in µs)',
    ['', 'kB', '1 conn: per s', 'p50', 'p99', '64 conn: per s', 'p50', 'p99'],
    rows
  )
  const perSecond = (index: number) => rows[index][5] as number
  console.log(
    `\nreflex draws ${(perSecond(0) / perSecond(1)).toFixed(2)} times as many pages as Inertia ` +
      `with SSR (goal: more), and ${(perSecond(0) / perSecond(2)).toFixed(2)} of what Edge does; ` +
      `cached, ${(perSecond(3) / perSecond(1)).toFixed(2)} times as many as Inertia (goal: 1.5)`
  )
}
