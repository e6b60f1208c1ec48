/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { loadPage, openTab } from './load/peers.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

const CHANGES: [name: string, event: string][] = [
  ['one row toggled', 'toggle'],
  ['one row inserted first', 'insertFirst'],
  ['one row removed', 'remove'],
  ['one row moved', 'move'],
  ['all reloaded, one row changed', 'reload'],
]

/**
 * Size of the frame that answers an event, in bytes on the wire.
 */
export async function measureDeltas(): Promise<void> {
  const server = await startServer('reflex')
  const rows: (string | number)[][] = []

  const counter = await openTab(server.port, await loadPage(server.port, '/bench'))
  rows.push(['one counter step', await answerSize(counter, 1, 'FullState', 'increment')])
  counter.terminate()

  for (const [name, event] of CHANGES) {
    const page = await loadPage(server.port, '/list')
    const tab = await openTab(server.port, page)
    rows.push([name, await answerSize(tab, 1, 'ListState', event)])
    tab.terminate()
  }
  const list = await loadPage(server.port, '/list')
  const whole = JSON.stringify(list.boot.states.ListState.v.rows).length
  await server.stop()
  printTable(
    'Bytes of the answer, list of 1,000 rows (goal: at most 150)',
    ['', 'bytes'],
    [...rows, ['for scale: the list as JSON', whole]]
  )
}

async function answerSize(
  tab: Awaited<ReturnType<typeof openTab>>,
  id: number,
  state: string,
  event: string
): Promise<number> {
  const answer = once(tab, 'message') as Promise<[Buffer]>
  tab.send(JSON.stringify({ t: 'event', id, s: state, e: event }))
  const [data] = await answer
  const frame = JSON.parse(data.toString()) as { x?: object; d?: object }
  if (frame.x || !frame.d) throw new Error(`${event} changed nothing: ${data.toString()}`)
  return data.length
}
