/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpResponse, Server } from '@adonisjs/core/http'
import type { Encryption } from '@adonisjs/core/encryption'
import { CookieJar } from '../bridge/main.ts'
import type { CookieChange } from '../bridge/main.ts'
import { answerTo } from '../cross_origin.ts'
import type { LimitedLog } from '../logging/main.ts'
import { COOKIES_PATH } from '../protocol/main.ts'
import type { CookieTicket, CookieTickets } from './cookie_tickets.ts'
import { E_COOKIE_TICKET } from './exceptions.ts'

export interface CookieEndpointOptions {
  server: Server
  refusals: LimitedLog
  encryption: Encryption
  tickets: CookieTickets
  /** Whether pages of the request's origin may ask. */
  allowsOrigin: (request: IncomingMessage) => boolean
  /** Id of the browser session that the cookies show; empty without one. */
  sessionOf: (jar: CookieJar) => string
  hostOf: (request: IncomingMessage) => string | null
  /** The browser has the cookies. */
  redeemed: (ticket: CookieTicket) => void
}

/** A ticket holds some cookies; a browser keeps 4 kB of each. */
const BODY_LIMIT = 64 * 1024

/**
 * Answers `POST /_event/cookies`: sets the cookies of a ticket, with all attributes that the event
 * gave them.
 *
 * It runs before the application's middleware. The request still shows the session from before the
 * event, which the session middleware would take up and set again, over the new one. So it has no
 * CSRF token either, and needs none: the ticket itself is one, and the origin is checked.
 */
export class CookieEndpoint {
  #options: CookieEndpointOptions

  constructor(options: CookieEndpointOptions) {
    this.#options = options
  }

  /** Whether a request is for this endpoint. */
  claims(url: string | undefined): boolean {
    return url === COOKIES_PATH
  }

  async respond(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { server, allowsOrigin, refusals, tickets } = this.#options
    const response = server.createResponse(request, reply)
    try {
      if (request.method !== 'POST') throw new E_COOKIE_TICKET(['the request is not a POST'])
      if (!allowsOrigin(request)) throw new E_COOKIE_TICKET(['the origin is a foreign one'])
      answerTo(request, response)
      const ticket = this.#open(request, await readBody(request))
      setCookies(response, ticket.cookies)
      await tickets.use(ticket)
      response.status(204).send('')
      response.onFinish(() => this.#options.redeemed(ticket))
    } catch (error) {
      const {
        status = 500,
        code,
        message,
      } = error as { status?: number; code?: string; message: string }
      refusals.warn({ code }, 'cookies refused: %s', message)
      response.removeHeader('set-cookie')
      response.status(status).send({ status, code, message })
    }
    response.finish()
  }

  #open(request: IncomingMessage, text: string): CookieTicket {
    const { tickets, encryption, sessionOf, hostOf } = this.#options
    const jar = new CookieJar(request.headers.cookie, encryption)
    return tickets.open(text, { session: sessionOf(jar), host: hostOf(request) ?? '' })
  }
}

/**
 * @throws E_COOKIE_TICKET
 */
function setCookies(response: HttpResponse, cookies: readonly CookieChange[]): void {
  try {
    for (const change of cookies) setCookie(response, change)
  } catch (error) {
    throw new E_COOKIE_TICKET([(error as Error).message], { cause: error })
  }
}

function setCookie(response: HttpResponse, { name, kind, value, options }: CookieChange): void {
  const { expires } = options
  // A date came as text out of the ticket
  const restored =
    typeof expires === 'string' ? { ...options, expires: new Date(expires) } : options
  if (value === undefined) response.clearCookie(name, restored)
  else if (kind === 'signed') response.cookie(name, value, restored)
  else if (kind === 'encrypted') response.encryptedCookie(name, value, restored)
  else response.plainCookie(name, value, restored)
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > BODY_LIMIT) throw new E_COOKIE_TICKET(['the ticket is too long'])
    chunks.push(chunk as Buffer)
  }
  return Buffer.concat(chunks).toString()
}
