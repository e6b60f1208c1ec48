/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { HttpResponse, Server } from '@adonisjs/core/http'
import type { LimitedLog } from '../logging/main.ts'
import { SOCKET_PATH } from '../protocol/main.ts'
import { codeAndHelp, toEventError } from '../tabs/main.ts'
import type { Endpoint, Features } from '../tabs/main.ts'
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

  /** Never rejects: a failure is an answer. */
  async respond(request: IncomingMessage, reply: ServerResponse): Promise<void> {
    const { server, allows, sessionOf } = this.#options
    const response = server.createResponse(request, reply)
    try {
      if (!allows(request)) throw new E_ENDPOINT_REFUSED()
      const session = sessionOf(request)
      await this.#find(request.url)!.respond({ request, response, session })
    } catch (error) {
      this.#refuse(response, error)
    }
    response.finish()
  }

  #find(url: string | undefined): Endpoint | undefined {
    const prefix = `${SOCKET_PATH}/`
    if (!url?.startsWith(prefix)) return undefined
    const [name] = url.slice(prefix.length).split(/[/?]/, 1)
    return this.#options.features.endpoint(name)
  }

  #refuse(response: HttpResponse, error: unknown): void {
    const { refusals, development } = this.#options
    const told = toEventError(error, { development })
    const fields = { ...codeAndHelp(error), err: error }
    if (told.status >= 500) refusals.error(fields, 'a request of a page failed: %s', told.message)
    else refusals.warn(codeAndHelp(error), 'a request of a page was refused: %s', told.message)
    response.status(told.status).send(told)
  }
}
