/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { HttpContext } from '@adonisjs/core/http'
import type { ProvidedUser } from 'reflex-adonis/auth'

/** What the provider says of whoever brings a code. */
export interface ProviderClaims {
  sub: string
  name: string
  email?: string
  email_verified?: boolean
}

/** What is used of a driver of Ally, which only its test has installed. */
interface Driver {
  redirect(): Promise<void>
  accessDenied(): boolean
  stateMisMatch(): boolean
  hasError(): boolean
  user(): Promise<ProvidedUser & { name: string }>
}

/** Accounts at a provider elsewhere, by the codes with which it sends browsers back. */
class StandInProvider {
  /** Address of its server while it runs. */
  url = 'http://provider.invalid'
  /** Makes the driver of a request. */
  driverOf: (ctx: HttpContext) => Driver = () => {
    throw new Error('There is no driver outside of the test of it')
  }
  readonly accounts = new Map<string, ProviderClaims>()

  /** @returns ends it */
  async start(): Promise<() => void> {
    const server = createServer((request, response) => {
      let body = ''
      request.on('data', (chunk: Buffer) => (body += chunk.toString()))
      request.on('end', () => {
        const token =
          request.url === '/token'
            ? { access_token: new URLSearchParams(body).get('code'), token_type: 'bearer' }
            : this.accounts.get(String(request.headers.authorization).replace('Bearer ', ''))
        response.writeHead(token ? 200 : 401, { 'content-type': 'application/json' })
        response.end(JSON.stringify(token ?? {}))
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    return () => {
      this.accounts.clear()
      server.close()
    }
  }
}

export const provider = new StandInProvider()
