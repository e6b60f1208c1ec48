/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import type { Check, Finding } from '../../doctor/main.ts'
import type { AllowedOrigins } from '../origin_policy.ts'

/** Domains under which anybody can have a host, besides those of one label. */
const OPEN_DOMAINS = new Set(
  (
    'azurewebsites.net cloudfront.net deno.dev firebaseapp.com fly.dev github.io gitlab.io glitch.me herokuapp.com ' +
    'loca.lt netlify.app ngrok.app ngrok.io ngrok-free.app onrender.com pages.dev replit.app replit.dev surge.sh ' +
    'trycloudflare.com up.railway.app vercel.app web.app workers.dev co.uk com.au com.br co.jp co.in co.nz co.za'
  ).split(' ')
)

const FILE = 'config/reflex.ts'

/** Looks for origins that anybody can have: a page there opens sockets with the cookies of its visitors. */
export function originsCheck(allowed: AllowedOrigins): Check {
  return {
    name: 'security/origins',
    *run({ find }) {
      const common = {
        severity: 'error',
        ...find(FILE, 'allowedOrigins'),
        remedy: 'List the origins of your own pages in allowedOrigins of config/reflex.ts',
      } satisfies Partial<Finding>
      if (typeof allowed === 'function') {
        if (!allowsStrangers(allowed)) return
        const reason = 'allowedOrigins allows an origin that nobody has ever heard of'
        yield { ...common, reason: `${reason}: every site may open sockets as its visitors` }
        return
      }
      for (const origin of allowed.filter(isOpen)) {
        const reason = `Anybody can have an origin that matches ${origin}, and open sockets as its visitors`
        yield { ...common, about: origin, reason }
      }
    },
  }
}

function isOpen(origin: string): boolean {
  const [, domain] = /:\/\/\*\.([^:/]+)/.exec(origin) ?? []
  return domain !== undefined && (!domain.includes('.') || OPEN_DOMAINS.has(domain.toLowerCase()))
}

function allowsStrangers(allowed: Exclude<AllowedOrigins, readonly string[]>): boolean {
  const origin = `https://${randomBytes(8).toString('hex')}.invalid`
  try {
    const request = new IncomingMessage(new Socket())
    request.headers.origin = origin
    return allowed(origin, request) === true
  } catch {
    // It needs more of a request, so it does not let in everybody
    return false
  }
}
