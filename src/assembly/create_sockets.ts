/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CookieJar } from '../bridge/main.ts'
import { CookieEndpoint } from '../cookies/main.ts'
import type { CookieTicket } from '../cookies/main.ts'
import { FeatureEndpoints } from '../endpoints/main.ts'
import type { TabService } from '../tabs/main.ts'
import { Gateway } from '../transport/main.ts'
import type { Parts } from './parts.ts'

/** Makes what takes sockets in. */
export function createGateway(parts: Parts, tabs: TabService): Gateway {
  const { dependencies, origins, hosts, requests, refusals } = parts
  const { config, encryption, logger } = dependencies
  return new Gateway({
    tabs,
    logger,
    refusals,
    encryption,
    origins,
    hosts,
    limits: config.connection,
    sessionOf: requests.sessionOf,
    hostOf: requests.hostOf,
    protocolOf: requests.protocolOf,
  })
}

/**
 * Makes what brings cookies of events to browsers.
 *
 * @param redeemed - hears of each ticket that a browser has brought
 */
export function createCookieEndpoint(
  parts: Parts,
  redeemed: (ticket: CookieTicket) => void
): CookieEndpoint {
  const { dependencies, origins, hosts, requests, tickets, refusals } = parts
  const { server, encryption } = dependencies
  return new CookieEndpoint({
    server,
    refusals,
    encryption,
    tickets,
    allowsOrigin: (message) =>
      origins.allows(message) && hosts.allows(requests.hostOf(message) ?? '', message),
    sessionOf: requests.sessionOf,
    hostOf: requests.hostOf,
    redeemed,
  })
}

/** Makes what answers requests for features. */
export function createFeatureEndpoints(parts: Parts): FeatureEndpoints {
  const { dependencies, features, origins, hosts, requests, refusals } = parts
  const { app, server, encryption } = dependencies
  return new FeatureEndpoints({
    features,
    server,
    refusals,
    allows: (message) => {
      // A page asks for its own files without an origin
      const isOwn = message.headers.origin === undefined && message.method === 'GET'
      const host = requests.hostOf(message) ?? ''
      return (isOwn || origins.allows(message)) && hosts.allows(host, message)
    },
    sessionOf: (message) => requests.sessionOf(new CookieJar(message.headers.cookie, encryption)),
    development: !app.inProduction,
  })
}
