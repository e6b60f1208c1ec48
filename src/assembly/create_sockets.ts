/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import { answerFirst } from '../adonis/main.ts'
import { CookieJar } from '../bridge/main.ts'
import { CookieEndpoint } from '../cookies/main.ts'
import type { CookieTicket } from '../cookies/main.ts'
import { FeatureEndpoints } from '../endpoints/main.ts'
import type { TabService } from '../tabs/main.ts'
import { Gateway, SocketAddress } from '../transport/main.ts'
import type { OriginPolicy } from '../transport/main.ts'
import type { Parts } from './parts.ts'

/**
 * Makes what takes sockets in.
 *
 * @param refusals - hears of what is refused
 */
export function createGateway(parts: Parts, tabs: TabService, refusals = parts.refusals): Gateway {
  const { dependencies, origins, hosts, requests } = parts
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

/** What answers requests of browsers besides pages. */
export interface OwnRequests {
  tabs: TabService
  /** Hears of each ticket that a browser has brought. */
  redeemed: (ticket: CookieTicket) => void
  /** Whether the process hands its browsers over. */
  isDraining: () => boolean
  /** Whether it takes no more sockets. */
  isClosing: () => boolean
}

/** Answers what browsers ask for besides pages, before the application's middleware. */
export function answerOwnRequests(parts: Parts, own: OwnRequests): void {
  const endpoint = createCookieEndpoint(parts, own.redeemed)
  const endpoints = createFeatureEndpoints(parts, own.tabs)
  const address = new SocketAddress(parts.advice, own.isClosing)
  answerFirst(parts.dependencies.server, (request, reply) => {
    // A proxy that keeps its connections would bring the next request here as well
    if (own.isDraining()) reply.shouldKeepAlive = false
    if (endpoint.claims(request.url)) return endpoint.respond(request, reply)
    if (endpoints.claims(request.url)) return endpoints.respond(request, reply)
    if (!address.claims(request.url)) return undefined
    address.respond(request, reply)
    return Promise.resolve()
  })
}

/**
 * Makes what brings cookies of events to browsers.
 *
 * @param redeemed - hears of each ticket that a browser has brought
 */
function createCookieEndpoint(
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
function createFeatureEndpoints(parts: Parts, { registry }: TabService): FeatureEndpoints {
  const { dependencies, features, origins, hosts, requests, refusals } = parts
  const { app, server, encryption } = dependencies
  return new FeatureEndpoints({
    features,
    server,
    refusals,
    allows: (message) =>
      (asksOwnSite(message, origins) || origins.allows(message)) &&
      hosts.allows(requests.hostOf(message) ?? '', message),
    sessionOf: (message) => requests.sessionOf(new CookieJar(message.headers.cookie, encryption)),
    tabsOf: (session) =>
      registry.ofSession(session).filter(({ identity }) => !identity.stale && !identity.outdated),
    development: !app.inProduction,
  })
}

/**
 * Whether a page of this very origin asks for something of its own, or whoever has opened its address: browsers
 * send no origin with that. A header that no page can set says from where it comes. Where nothing
 * is encrypted they do not send it either, but the address of the page.
 */
function asksOwnSite(message: IncomingMessage, origins: OriginPolicy): boolean {
  const { method, headers } = message
  if (headers.origin !== undefined || (method !== 'GET' && method !== 'HEAD')) return false
  const site = headers['sec-fetch-site']
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  return headers.referer !== undefined && origins.isOwn(headers.referer, message)
}
