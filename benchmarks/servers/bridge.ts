/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import 'reflect-metadata'
import { once } from 'node:events'
import { IncomingMessage, ServerResponse } from 'node:http'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Ignitor } from '@adonisjs/core'
import { WebSocket } from 'ws'

/*
 * Times the kernel itself, in process: plain `server.handle` with Node's own request and response,
 * and the bridge with its jar and recording response, in turns, so that both see the same machine.
 */
const folder = join(import.meta.dirname, '..', 'app')
const appRoot = pathToFileURL(`${folder}/`)
process.chdir(folder)
Object.assign(process.env, { HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production' })

const ignitor = new Ignitor(appRoot, {
  importer: (path) => (path.startsWith('.') ? import(new URL(path, appRoot).href) : import(path)),
})
await ignitor.httpServer().start()

const { default: app } = await import('@adonisjs/core/services/app')
const server = await app.container.make('server')
const reflex = await app.container.make('reflex')

const { port } = server.getNodeServer()!.address() as { port: number }
const origin = `http://127.0.0.1:${port}`

/** A real browser session with a real tab: what events run with is what its socket has shown. */
async function openTab() {
  const response = await fetch(`${origin}/bench`)
  const cookies = response.headers.getSetCookie().map((line) => line.split(';')[0])
  const cookie = cookies.join('; ')
  const html = await response.text()
  const [, json] = /id="reflex-boot">(.*?)<\/script>/s.exec(html)!
  const { token, build } = JSON.parse(json) as { token: string; build: string }
  const socket = new WebSocket(`ws://127.0.0.1:${port}/_event`, { headers: { cookie, origin } })
  await once(socket, 'open')
  socket.send(JSON.stringify({ t: 'hello', v: 1, token, build, url: '/bench', n: 0, id: 0 }))
  await once(socket, 'message')
  const [tab] = [...reflex.tabs.registry.all()]
  return { cookie, visitor: tab.visitor! }
}

const { cookie, visitor } = await openTab()
const headers = { host: `127.0.0.1:${port}`, accept: 'text/html', cookie }

async function plain(): Promise<void> {
  const request = new IncomingMessage(new Socket())
  request.method = 'GET'
  request.url = '/api/increment'
  Object.assign(request.headers, headers)
  await server.handle(request, new ServerResponse(request))
}

async function bridged(): Promise<void> {
  const outcome = await reflex.bridge.dispatch(visitor, '/bench', 'full', async () => {})
  if (!outcome.reached) throw new Error('The event did not reach its page')
}

const ROUNDS = 40
const CALLS = 500

async function time(call: () => Promise<void>): Promise<number> {
  const start = performance.now()
  for (let count = 0; count < CALLS; count++) await call()
  return ((performance.now() - start) / CALLS) * 1_000
}

process.send!({ listening: port })
const times: Record<string, number[]> = { plain: [], bridged: [] }
for (let round = 0; round < ROUNDS; round++) {
  times.plain.push(await time(plain))
  times.bridged.push(await time(bridged))
}
process.send!({ times })

process.on('disconnect', () => process.exit(0))
