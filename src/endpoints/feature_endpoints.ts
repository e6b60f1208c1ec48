/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpResponse, Server } from '@adonisjs/core/http'
import { answerPreflight, answerTo, isPreflight } from '../cross_origin.ts'
import type { LimitedLog } from '../logging/main.ts'
import { SOCKET_PATH } from '../protocol/main.ts'
import { codeAndHelp, toEventError } from '../tabs/main.ts'
import type { Endpoint, Features, Tab } from '../tabs/main.ts'
import { E_ENDPOINT_REFUSED } from './exceptions.ts'

export interface FeatureEndpointsOptions {
  features: Features
  server: Server
  /** Hears what strangers can bring about. */
  refusals: LimitedLog
  /** Whether a request comes from a page of the application. */
  allows: (message: IncomingMessage) => boolean
  /** Id of the browser session; empty without one. */
  sessionOf: (message: IncomingMessage) => string
  /** The tabs of a browser session that are still those of who is signed in there. */
  tabsOf: (session: string) => Tab[]
  development: boolean
}

/**
 * Answers HTTP requests at `/_event/<feature>`, before the application's middleware.
 */
export class FeatureEndpoints {
  #options: FeatureEndpointsOptions

  constructor(options: FeatureEndpointsOptions) {
    this.#options = options
  }

  /** Whether a request is for the endpoint of a feature. */
  claims(url: string | undefined): boolean {
    return this.#find(url) !== undefined
  }

  /** Never rejects: a failure is an answer, or the end of the connection. */
  async respond(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    let isAllowed = false
    try {
      isAllowed = this.#options.allows(request)
      if (!isAllowed && !this.#isAddressed(request)) throw new E_ENDPOINT_REFUSED()
      const response = this.#open(request, reply, isAllowed)
      if (isPreflight(request)) answerPreflight(request, response)
      else await this.#run(request, response)
      finish(response)
    } catch (error) {
      try {
        this.#refuse(request, reply, error, isAllowed)
      } catch {
        reply.destroy()
      }
    }
  }

  /** Whether a request that only reads has an address that its endpoint has given out. */
  #isAddressed({ method, url }: IncomingMessage): boolean {
    const isRead = method === 'GET' || method === 'HEAD'
    return isRead && this.#find(url)?.isAddressed === true
  }

  #find(url: string | undefined): Endpoint | undefined {
    const prefix = `${SOCKET_PATH}/`
    if (!url?.startsWith(prefix)) return undefined
    const [name] = url.slice(prefix.length).split(/[/?]/, 1)
    return this.#options.features.endpoint(name)
  }

  #open(request: IncomingMessage, reply: ServerResponse, isAllowed: boolean): HttpResponse {
    const response = this.#options.server.createResponse(request, reply)
    if (isAllowed) answerTo(request, response)
    return response
  }

  async #run(request: IncomingMessage, response: HttpResponse): Promise<void> {
    const { sessionOf, tabsOf } = this.#options
    const session = sessionOf(request)
    await this.#find(request.url)!.respond({ request, response, session, tabs: tabsOf(session) })
  }

  #refuse(
    request: IncomingMessage,
    reply: ServerResponse,
    error: unknown,
    isAllowed: boolean
  ): void {
    const { refusals, development } = this.#options
    const told = toEventError(error, { development })
    const fields = codeAndHelp(error)
    if (told.status < 500)
      refusals.warn(fields, 'a request of a page was refused: %s', told.message)
    else refusals.error({ ...fields, err: error }, 'a request of a page failed: %s', told.message)
    if (reply.writableEnded) return
    // Half an answer must not look like a whole one
    if (reply.headersSent) {
      reply.destroy()
      return
    }
    for (const name of reply.getHeaderNames()) reply.removeHeader(name)
    const response = this.#open(request, reply, isAllowed)
    response.status(told.status).send(told)
    finish(response)
  }
}

/** Sends what is in a response. */
function finish(response: HttpResponse): void {
  // Where streams and files are sent, nobody hears of headers that cannot be
  if (!response.hasContent) response.relayHeaders()
  response.finish()
}
