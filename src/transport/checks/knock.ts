/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request } from 'node:http'
import type { IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { SOCKET_PATH } from '../../protocol/main.ts'
import type { Gateway } from '../gateway.ts'

/** What an upgrade has come to. */
export interface Knock {
  /** 101 where a socket was opened. */
  status: number
  /** Why none was; empty otherwise. */
  message: string
}

/**
 * Sends an upgrade to a gateway, by a server on this machine that is there for it alone.
 *
 * @param headers - of the upgrade, in addition to those that each has
 */
export async function knockAt(gateway: Gateway, headers: Record<string, string>): Promise<Knock> {
  const server = createServer()
  gateway.attach(server)
  server.listen(0, '127.0.0.1')
  try {
    await once(server, 'listening')
    return await upgrade(server.address() as AddressInfo, headers)
  } finally {
    await gateway.close()
    server.closeAllConnections()
    server.close()
  }
}

async function upgrade({ port }: AddressInfo, headers: Record<string, string>): Promise<Knock> {
  const sent = request({
    port,
    host: '127.0.0.1',
    path: SOCKET_PATH,
    headers: {
      ...headers,
      'connection': 'Upgrade',
      'upgrade': 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
    },
  })
  const { promise, resolve, reject } = Promise.withResolvers<Knock>()
  sent.on('error', reject)
  sent.on('upgrade', (_, socket) => {
    socket.destroy()
    resolve({ status: 101, message: '' })
  })
  sent.on('response', (response) => void refusalOf(response).then(resolve, reject))
  sent.end()
  return promise
}

async function refusalOf(response: IncomingMessage): Promise<Knock> {
  const { message } = JSON.parse(await text(response)) as { message: string }
  return { status: response.statusCode ?? 0, message }
}
