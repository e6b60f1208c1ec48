/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import type { IncomingMessage, OutgoingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { load } from './load/load.ts'
import { loadPage, openTab, tabPeer } from './load/peers.ts'
import type { Page } from './load/peers.ts'
import { startServer } from './server_process.ts'
import type { ServerProcess } from './server_process.ts'
import { printTable } from './table.ts'

const MEGABYTE = 1024 * 1024

/** Of which the fastest counts: what else the machine does takes part in the others. */
const ROUNDS = 5

/** Bytes of what is sent, and in how many files at once. */
const LOADS: [name: string, size: number, count: number][] = [
  ['one file of 200 MB', 200 * MEGABYTE, 1],
  ['four files of 50 MB at once', 50 * MEGABYTE, 4],
]

const agent = new Agent({ keepAlive: true })

/** Sends files, and resolves when the application has had them. */
type Send = (size: number, count: number) => Promise<void>

/**
 * Files that go to an event, beside the same files to a controller with the body parser of AdonisJS: how long they
 * take, what the process needs meanwhile, and how long events of other tabs take.
 */
export async function measureUploads(): Promise<void> {
  const bytes = randomBytes(200 * MEGABYTE)
  const server = await startServer('reflex')
  const events = await eventSender(server.port, bytes)
  const controller = await controllerSender(server.port, bytes)
  const rows: (string | number)[][] = []
  for (const [name, size, count] of LOADS) {
    const times = { events: Infinity, controller: Infinity }
    for (let round = 0; round < ROUNDS; round++) {
      times.controller = Math.min(times.controller, await timeOf(() => controller(size, count)))
      times.events = Math.min(times.events, await timeOf(() => events(size, count)))
    }
    const speed = (time: number) => (size * count) / MEGABYTE / (time / 1_000)
    const [own, peer] = [speed(times.events), speed(times.controller)]
    rows.push([name, own, peer, own / peer, 'at least 0.90'])
  }
  printTable('Uploads (MB/s)', ['', 'event', 'controller', 'ratio', 'goal'], rows)
  await measureOthers(server, events, controller)
  await server.stop()
}

/** What everybody else has of an upload of 200 MB. */
async function measureOthers(server: ServerProcess, events: Send, controller: Send): Promise<void> {
  const size = 200 * MEGABYTE
  await server.memory()
  const before = await residentOf(server)
  const sampled = sample(server)
  await events(size, 1)
  const grown = (await sampled.stop()) - before
  const rows: (string | number)[][] = []
  const quiet = await latency(server.port)
  rows.push(['nothing', quiet.p50, quiet.p99, 1])
  for (const [name, send] of [
    ['200 MB to an event', events],
    ['200 MB to a controller', controller],
  ] as const) {
    let isOver = false
    const sending = (async () => {
      while (!isOver) await send(size, 1)
    })()
    const busy = await latency(server.port)
    isOver = true
    await sending
    rows.push([name, busy.p50, busy.p99, busy.p50 / quiet.p50])
  }
  const title = 'Events of another tab meanwhile (µs)'
  printTable(title, ['', 'p50', 'p99', 'times as long'], rows)
  console.log(
    `\nGoal: events take at most twice as long. Resident memory grows by ${(grown / MEGABYTE).toFixed(1)} MB ` +
      'while 200 MB come (goal: at most 32 MB)'
  )
}

function latency(port: number) {
  return load(() => tabPeer(port, 'BareState'), 1, Number(process.env.BENCH_SECONDS ?? 3))
}

async function timeOf(work: () => Promise<void>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The most that a process has in memory until it is stopped. */
function sample(server: ServerProcess): { stop(): Promise<number> } {
  let most = 0
  let isOver = false
  const running = (async () => {
    while (!isOver) {
      most = Math.max(most, await residentOf(server))
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  })()
  return {
    async stop() {
      isOver = true
      await running
      return most
    },
  }
}

/** Bytes of a process that are in memory. */
async function residentOf({ process: { pid } }: ServerProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/VmRSS:\s+(\d+)/.exec(status)![1]) * 1024
}

/** Sends files as pages do: with claims, in chunks, and then calls the event with each. */
async function eventSender(port: number, bytes: Buffer): Promise<Send> {
  const page = await loadPage(port, '/upload')
  const socket = await openTab(port, page)
  const waiting = new Map<number, (frame: Answer) => void>()
  socket.on('message', (data: Buffer) => {
    const frame = JSON.parse(data.toString()) as Answer
    waiting.get(frame.id)?.(frame)
  })
  let id = 0
  const call = (e: string, ...a: unknown[]) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(++id, ({ r, x }) => (x ? reject(new Error(JSON.stringify(x))) : resolve(r)))
      socket.send(JSON.stringify({ t: 'event', id, s: 'UploadState', e, a }))
    })
  return async (size, count) => {
    const send = async (ref: string) => {
      const files = JSON.stringify([{ r: ref, n: 'file.bin', s: size, t: '' }])
      const { claims, chunk } = (await call('$upload', { file: ref }, 'take', files)) as Admission
      for (let at = 0; at < size; at += chunk) {
        const headers = { 'upload-claim': claims[ref], 'upload-offset': at }
        const part = bytes.subarray(at, Math.min(at + chunk, size))
        await post(port, '/_event/uploads', page, headers, [part])
      }
      if ((await call('take', { file: ref })) !== size) throw new Error('It has another size')
    }
    await Promise.all(Array.from({ length: count }, (_, index) => send(`f${id}-${index}`)))
  }
}

interface Answer {
  id: number
  r?: unknown
  x?: object
}

interface Admission {
  claims: Record<string, string>
  chunk: number
}

/** Sends files as forms do, one in each request. */
async function controllerSender(port: number, bytes: Buffer): Promise<Send> {
  const page = await loadPage(port, '/upload')
  const boundary = 'a-boundary-of-forms'
  const head = Buffer.from(
    `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="file.bin"\r\n` +
      'Content-Type: application/octet-stream\r\n\r\n'
  )
  const end = Buffer.from(`\r\n--${boundary}--\r\n`)
  return async (size, count) => {
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` }
    const send = async () => {
      const parts = [head, bytes.subarray(0, size), end]
      const answer = await post(port, '/api/upload', page, headers, parts)
      if ((JSON.parse(answer) as { size: number }).size !== size) throw new Error(answer)
    }
    await Promise.all(Array.from({ length: count }, send))
  }
}

async function post(
  port: number,
  path: string,
  { headers: own }: Page,
  headers: OutgoingHttpHeaders,
  parts: readonly Buffer[]
): Promise<string> {
  const length = parts.reduce((sum, part) => sum + part.length, 0)
  const sent = request({
    ...{ port, path, agent, host: '127.0.0.1', method: 'POST' },
    headers: { ...own, ...headers, 'content-length': length },
  })
  const answered = once(sent, 'response')
  for (const part of parts) sent.write(part)
  sent.end()
  const [response] = (await answered) as [IncomingMessage]
  const answer = await text(response)
  if (response.statusCode !== 200) throw new Error(`${path}: ${response.statusCode} ${answer}`)
  return answer
}
