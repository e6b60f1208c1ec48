/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CLIENT_GOAL, leastClient } from './client_size.ts'
import { echoPeer, httpPeer, tabPeer, trpcPeer } from './load/peers.ts'
import { processorTimes } from './processor_time.ts'
import type { Work } from './processor_time.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

/** What the ratios were when they were last accepted. */
const FILE = join(import.meta.dirname, 'ratios.json')

/** By how much a ratio may be greater than when it was accepted. */
const TOLERANCE = 1.3

/** Name of a ratio, and of the works whose processor times it divides. */
const RATIOS: [name: string, dividend: string, divisor: string][] = [
  ['event / JSON echo of ws', 'event', 'echo'],
  ['event / HTTP route of Adonis', 'event', 'route'],
  ['event without middleware / tRPC', 'bare event', 'tRPC'],
  ['event, redis store / memory store', 'redis event', 'bare event'],
  ['file store: counter beside 1 MB / 1 kB', 'file 1000', 'file 1'],
  ['redis store: counter beside 1 MB / 1 kB', 'redis 1000', 'redis 1'],
  ['100,000 rows: one put first / one changed', 'insertFirst', 'toggle'],
  ['document / Inertia with SSR', 'document', 'Inertia'],
  ['document, cached / Inertia with SSR', 'cached document', 'Inertia'],
]

/**
 * Ratios that tell whether something has become slower, in two minutes.
 *
 * @param keep - accepts them as they are
 * @returns whether none is more than 1.3 times what was accepted
 */
export async function checkRatios(keep = false): Promise<boolean> {
  const measured = await measure()
  if (keep) await writeFile(FILE, `${JSON.stringify(Object.fromEntries(measured), null, 2)}\n`)
  const accepted = JSON.parse(await readFile(FILE, 'utf8')) as Record<string, number>
  const greater: string[] = []
  const rows = [...measured].map(([name, ratio]) => {
    const limit = (accepted[name] ?? 0) * TOLERANCE
    if (ratio > limit) greater.push(name)
    return [name, ratio, accepted[name] ?? '-', limit, ratio > limit ? 'too much' : '']
  })
  printTable('Ratios of processor time', ['', 'now', 'accepted', 'limit', ''], rows)
  if (greater.length > 0) {
    console.log(
      `\nGreater than accepted: ${greater.join('; ')}. Where that is meant: npm run bench -- --keep`
    )
  }
  return greater.length === 0
}

async function measure(): Promise<Map<string, number>> {
  const servers = {
    memory: await startServer('reflex'),
    file: await startServer('reflex', { REFLEX_STORE: 'file' }),
    redis: await startServer('reflex', { REFLEX_STORE: 'redis' }),
    echo: await startServer('ws_echo'),
    trpc: await startServer('trpc'),
  }
  const { memory, file, redis, echo, trpc } = servers
  const many = { connections: 64 }
  const one = { connections: 1 }
  const beside = (kilobytes: number) => `/ballast/${kilobytes}`
  const works: Work[] = [
    { name: 'echo', server: echo, connect: () => echoPeer(echo.port), ...many },
    { name: 'tRPC', server: trpc, connect: () => trpcPeer(trpc.port), ...many },
    ...(
      [
        ['event', memory, 'FullState', many],
        ['bare event', memory, 'BareState', many],
        ['redis event', redis, 'BareState', many],
        ['file 1', file, 'BareState', one, beside(1)],
        ['file 1000', file, 'BareState', one, beside(1_000)],
        ['redis 1', redis, 'BareState', one, beside(1)],
        ['redis 1000', redis, 'BareState', one, beside(1_000)],
        ['toggle', memory, 'LongListState', one, '/list/100000', 'toggle'],
        ['insertFirst', memory, 'LongListState', one, '/list/100000', 'insertFirst'],
      ] as const
    ).map(([name, server, state, connections, path, event]): Work => ({
      name,
      server,
      connect: () => tabPeer(server.port, state, path, event),
      ...connections,
    })),
    ...(
      [
        ['route', '/api/increment'],
        ['document', '/reflex/products'],
        ['cached document', '/reflex/cached/products'],
        ['Inertia', '/inertia/products'],
      ] as const
    ).map(([name, path]): Work => ({
      name,
      server: memory,
      connect: () => httpPeer(memory.port, path),
      ...one,
    })),
  ]
  try {
    const times = await processorTimes(works)
    const { gzip } = await leastClient()
    return new Map([
      ...RATIOS.map(
        ([name, dividend, divisor]) =>
          [name, times.get(dividend)! / times.get(divisor)!] as [string, number]
      ),
      [`client / ${CLIENT_GOAL} kB of gzip`, gzip / CLIENT_GOAL],
    ])
  } finally {
    for (const server of Object.values(servers)) await server.stop()
  }
}
