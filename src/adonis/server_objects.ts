/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import type { HttpContext, HttpRequest, HttpResponse, Server } from '@adonisjs/core/http'

/** What requests of one kind get in the place of the server's own request and response. */
export interface ServerObjects<Message, Reply> {
  /** Whether a message is of this kind. The reply beside it is, then, as well. */
  owns: (message: unknown) => message is Message
  request: (message: Message, reply: Reply) => HttpRequest
  response: (message: Message, reply: Reply) => HttpResponse
  /** A context was made, for a request of whatever kind. */
  contextMade: (ctx: HttpContext) => void
}

/**
 * Has a server make other objects for some of its requests. `server.handle` makes what a request
 * needs by three methods of its own: what they make here, the whole kernel sees.
 */
export function replaceObjects<Message, Reply>(
  server: Server,
  { owns, request, response, contextMade }: ServerObjects<Message, Reply>
): void {
  const createRequest = server.createRequest.bind(server)
  const createResponse = server.createResponse.bind(server)
  const createHttpContext = server.createHttpContext.bind(server)
  server.createRequest = (message: unknown, reply) =>
    owns(message)
      ? request(message, reply as Reply)
      : createRequest(message as IncomingMessage, reply)
  server.createResponse = (message: unknown, reply) =>
    owns(message)
      ? response(message, reply as Reply)
      : createResponse(message as IncomingMessage, reply)
  server.createHttpContext = (...parts) => {
    const ctx = createHttpContext(...parts)
    contextMade(ctx)
    return ctx
  }
}
