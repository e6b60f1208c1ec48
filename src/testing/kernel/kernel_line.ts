/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { ApplicationService } from '@adonisjs/core/types'
import type { HttpLine } from '../browser/http_line.ts'
import { CapturedReply } from './captured_reply.ts'

/**
 * Hands requests to the application's own server, without a network.
 */
export function kernelLine(app: ApplicationService): HttpLine {
  return {
    async ask(url, init) {
      const server = await app.container.make('server')
      const request = new Request(url, init)
      const body = Buffer.from(await request.arrayBuffer())
      const socket = new Socket()
      Object.defineProperty(socket, 'remoteAddress', { value: '127.0.0.1' })
      const message = new IncomingMessage(socket)
      const headers = { ...Object.fromEntries(request.headers), ...lowerCase(init.headers) }
      if (body.length > 0) headers['content-length'] = String(body.length)
      Object.assign(message, { method: request.method, url: url.pathname + url.search, headers })
      message.push(body)
      message.push(null)
      const reply = new CapturedReply(message)
      await server.handle(message, reply)
      return reply.response()
    },
  }
}

/** `Request` leaves out what browsers set themselves, such as the host. */
function lowerCase(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value])
  )
}
