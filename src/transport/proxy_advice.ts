/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/** What a developer is told whose proxy passes on no upgrades. */
export const UPGRADE_ADVICE =
  'This is the address of sockets, and the request is not an upgrade. When a proxy stands before the ' +
  'application, it does not pass upgrades on. In nginx: proxy_http_version 1.1; ' +
  'proxy_set_header Upgrade $http_upgrade; proxy_set_header Connection $connection_upgrade;'

/** What is to be known of browsers that reach the server over HTTP alone. */
export const BLOCKED_ADVICE =
  'A browser reaches the application over HTTP, and its sockets do not open: a proxy or a firewall lets no ' +
  'upgrades through. Its forms are posted over HTTP, and all other events wait. When the proxy is yours, ' +
  'in nginx: proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade; ' +
  'proxy_set_header Connection $connection_upgrade;'

/** How the server has understood an upgrade. */
export interface SeenUpgrade {
  host: string | null
  protocol: string
}

/**
 * What to do about an origin that is not the application's own. Most often it is, and a proxy does not
 * say so.
 *
 * @param seen - host and protocol, with what the proxies that are trusted have said
 */
export function originAdvice(request: IncomingMessage, seen: SeenUpgrade): string {
  const { origin = '', 'x-forwarded-host': forwardedHost } = request.headers
  const forwardedProtocol = request.headers['x-forwarded-proto']
  const own = URL.canParse(origin) ? new URL(origin) : undefined
  const { host } = seen
  const isOwnHost = own !== undefined && own.host === hostOf(host, own.protocol)
  if (isOwnHost && own.protocol !== `${seen.protocol}:`) {
    return forwardedProtocol === undefined
      ? 'The proxy does not say that it has ended TLS: in nginx, proxy_set_header X-Forwarded-Proto $scheme; and name the proxy in trustProxy of config/app.ts'
      : 'The proxy says which protocol the browser uses, and is not trusted: name it in trustProxy of config/app.ts'
  }
  if (own && (forwardedHost === own.host || (isInternal(host) && forwardedHost !== undefined))) {
    return 'The proxy says which host the browser asked for, and is not trusted: name it in trustProxy of config/app.ts'
  }
  if (own?.port && host === own.hostname) {
    return 'The proxy drops the port of the host: in nginx, proxy_set_header Host $http_host;'
  }
  const passedOn = forwardedProtocol ?? request.headers['x-forwarded-for'] ?? request.headers.via
  if (own && !isInternal(own.host) && (isInternal(host) || passedOn !== undefined)) {
    return 'When it is the own origin of the application, the proxy does not pass its host on: in nginx, proxy_set_header Host $http_host; and name the proxy in trustProxy of config/app.ts. Otherwise list it in allowedOrigins of config/reflex.ts'
  }
  return 'List it in allowedOrigins of config/reflex.ts'
}

/** As an origin has it: without the port that its protocol has anyway. */
function hostOf(host: string | null, protocol: string): string | undefined {
  const address = `${protocol}//${host}`
  return host !== null && URL.canParse(address) ? new URL(address).host : undefined
}

/** A name or an address that only a machine nearby would use. */
function isInternal(host: string | null): boolean {
  if (host === null || !URL.canParse(`http://${host}`)) return true
  const { hostname } = new URL(`http://${host}`)
  if (hostname.endsWith('.localhost') || hostname.endsWith('.internal')) return true
  if (isIP(hostname.replace(/^\[(.*)\]$/, '$1')) === 0) return !hostname.includes('.')
  return /^(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[)/.test(hostname)
}
