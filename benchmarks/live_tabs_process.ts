/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Writes while many tabs show the list
|--------------------------------------------------------------------------
|
| node --import=./bin/typescript_loader.ts benchmarks/live_tabs_process.ts
|
| Server and sockets are one process, so the delay of its loop has both. The
| last line that it prints is the figures as JSON.
|
*/

import 'reflect-metadata'
import type { AddressInfo } from 'node:net'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout } from 'node:timers/promises'
import { HttpBrowser } from '../tests/helpers/http_browser.ts'
import { bootLab, removeLabData } from '../tests/helpers/lab.ts'
import type { SocketTab } from '../tests/helpers/socket_tab.ts'

const BROWSERS = 100
const TABS_EACH = 10
const ROUNDS = 20

/** Milliseconds between writes, in which a group may run again. */
const PAUSE = 300

function middle(values: number[]): number {
  return values.sort((one, other) => one - other)[Math.floor(values.length / 2)]
}

await bootLab(async (app) => {
  const { default: db } = await import('@adonisjs/lucid/services/db')
  const { default: testUtils } = await import('@adonisjs/core/services/test_utils')
  const schema = db.connection().schema
  await schema.dropTableIfExists('lab_tasks')
  await schema.createTable('lab_tasks', (table) => {
    table.increments('id')
    table.integer('owner_id')
    table.string('title')
    table.boolean('is_done').defaultTo(false)
    table.string('secret')
  })
  const rows = Array.from({ length: 20 }, (_, index) => ({ owner_id: 1, title: `Task ${index}` }))
  await db.table('lab_tasks').multiInsert(rows)
  const close = await testUtils.httpServer().start()
  const server = await app.container.make('server')
  const { port } = server.getNodeServer()!.address() as AddressInfo

  const figures: [name: string, answer: number, last: number, p99: number, bytes: number][] = []
  const tabs: SocketTab[] = []
  for (const browsers of [1, BROWSERS]) {
    while (tabs.length < browsers * TABS_EACH) {
      const browser = new HttpBrowser(`http://localhost:${port}`)
      const opening = Array.from({ length: TABS_EACH }, async () => {
        const tab = await browser.open('/live/tasks')
        await tab.hello()
        tabs.push(tab)
      })
      await Promise.all(opening)
    }
    await setTimeout(1_000)
    const delay = monitorEventLoopDelay({ resolution: 1 })
    const times: [answers: number[], last: number[]] = [[], []]
    let bytes = 0
    for (let round = 0; round < ROUNDS; round++) {
      const [writer, ...others] = tabs
      const news = others.map((tab) =>
        tab.next((frame) => frame.t === undefined && frame.d !== undefined)
      )
      delay.enable()
      const begun = performance.now()
      await writer.call('TasksState', 'rename', (round % 20) + 1, `${tabs.length} tabs, ${round}`)
      times[0].push(performance.now() - begun)
      await Promise.all(news)
      times[1].push(performance.now() - begun)
      delay.disable()
      bytes = JSON.stringify(others[0].frames.at(-1)).length
      await setTimeout(PAUSE)
    }
    const p99 = delay.percentile(99) / 1e6
    figures.push([`${tabs.length} tabs`, middle(times[0]), middle(times[1]), p99, bytes])
  }
  for (const tab of tabs) tab.close()
  await schema.dropTable('lab_tasks')
  await close()
  await removeLabData()
  console.log(JSON.stringify(figures))
  process.exit(0)
})
