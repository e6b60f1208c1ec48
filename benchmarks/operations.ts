/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CDPSession, Page } from 'playwright-core'
import { browser, closeBrowser } from '../tests/helpers/browser/main.ts'
import type { Operation } from './app/app/services/table_rows.ts'
import { slowLine } from './load/slow_line.ts'
import { startServer } from './server_process.ts'
import { printTable } from './table.ts'

/** How often each operation is done. */
const ROUNDS = 15

/** Milliseconds in each direction, of a line with 100 ms of latency. */
const DELAY = 50

const PAGES = ['/table', '/plain/table'] as const

/** The operations of js-framework-benchmark, and what is there before each. */
const OPERATIONS: [name: string, operation: Operation, before: Operation][] = [
  ['create 1,000 rows', 'create', 'clear'],
  ['append 1,000 to 1,000', 'append', 'create'],
  ['update every 10th of 1,000', 'update', 'create'],
  ['swap two of 1,000', 'swap', 'create'],
  ['remove one of 1,000', 'remove', 'create'],
  ['clear 1,000', 'clear', 'create'],
]

/** What an operation has taken. */
interface Sample {
  /** From the click to the frame that shows it, in milliseconds. */
  painted: number
  /** From the first byte that was sent to the last that came, in milliseconds. */
  answered: number
  /** What came, without headers. */
  bytes: number
}

/**
 * The operations of js-framework-benchmark in Chromium: as events, and in a page of React with a JSON API on the same
 * Adonis. Both pages draw the same table.
 */
export async function measureOperations(): Promise<void> {
  const server = await startServer('reflex', { ASSETS: '1' })
  const slow = await slowLine(server.port, DELAY)
  try {
    for (const [line, port] of [
      ['loopback', server.port],
      ['100 ms of latency', slow.port],
    ] as const) {
      const [own, peer] = [await measure(port, PAGES[0]), await measure(port, PAGES[1])]
      printTable(
        `Operations on a table in Chromium, ${line} (median; ms, bytes)`,
        ['', 'event: answer', 'painted', 'bytes', 'API: answer', 'painted', 'bytes', 'ratio'],
        OPERATIONS.map(([name], index) => {
          const [a, b] = [own[index], peer[index]]
          const figures = [a, b].flatMap(({ answered, painted, bytes }) => [
            answered,
            painted,
            bytes,
          ])
          return [name, ...figures, a.painted / b.painted]
        })
      )
    }
    console.log(
      '\nGoal: painted at most 1.2 times the API on loopback, and before it at 100 ms where it loads the list again'
    )
  } finally {
    slow.close()
    await closeBrowser()
    await server.stop()
  }
}

/** @returns the median of each operation */
async function measure(port: number, path: string): Promise<Sample[]> {
  const chromium = await browser()
  const context = await chromium.newContext()
  const page = await context.newPage()
  const traffic = new Traffic(await context.newCDPSession(page))
  await traffic.watch()
  await page.goto(`http://127.0.0.1:${port}${path}`)
  // A click before the page is live would be an early event, or none
  await page.waitForLoadState('networkidle')
  const medians: Sample[] = []
  for (const [, operation, before] of OPERATIONS) {
    const samples: Sample[] = []
    for (let round = 0; round < ROUNDS; round++) {
      await perform(page, before)
      traffic.forget()
      const painted = await perform(page, operation)
      samples.push({ painted, ...(await traffic.read()) })
    }
    const median = (of: keyof Sample) =>
      samples.map((sample) => sample[of]).sort((one, other) => one - other)[ROUNDS >> 1]
    medians.push({
      painted: median('painted'),
      answered: median('answered'),
      bytes: median('bytes'),
    })
  }
  await context.close()
  return medians
}

/** @returns milliseconds from the click until the browser has drawn what came of it */
function perform(page: Page, operation: Operation): Promise<number> {
  return page.evaluate(async (name) => {
    const version = document.querySelector('output')!
    const changed = new Promise<void>((resolve) => {
      const observer = new MutationObserver(() => {
        observer.disconnect()
        resolve()
      })
      observer.observe(version, { childList: true, characterData: true, subtree: true })
    })
    const start = performance.now()
    document.querySelector<HTMLButtonElement>(`button[name=${name}]`)!.click()
    await changed
    await new Promise<void>((resolve) =>
      requestAnimationFrame(() => {
        // A message comes after the frame is drawn
        const { port1, port2 } = new MessageChannel()
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    )
    return performance.now() - start
  }, operation)
}

/** What a page sends and gets, as Chromium sees it. */
class Traffic {
  #session: CDPSession
  #first = 0
  #last = 0
  #bytes = 0

  constructor(session: CDPSession) {
    this.#session = session
  }

  async watch(): Promise<void> {
    const session = this.#session
    // Seconds of one clock
    const sends = ({ timestamp }: { timestamp: number }) => (this.#first ||= timestamp)
    session.on('Network.requestWillBeSent', sends)
    session.on('Network.webSocketFrameSent', sends)
    session.on('Network.webSocketFrameReceived', ({ timestamp, response }) => {
      this.#last = timestamp
      this.#bytes += Buffer.byteLength(response.payloadData)
    })
    session.on('Network.dataReceived', ({ dataLength }) => (this.#bytes += dataLength))
    session.on('Network.loadingFinished', ({ timestamp }) => (this.#last = timestamp))
    await session.send('Network.enable')
  }

  forget(): void {
    this.#first = this.#last = this.#bytes = 0
  }

  async read(): Promise<Pick<Sample, 'answered' | 'bytes'>> {
    // What was seen before comes before the answer to this
    await this.#session.send('Network.getCookies')
    return { answered: (this.#last - this.#first) * 1_000, bytes: this.#bytes }
  }
}
