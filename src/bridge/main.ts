/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { Bridge } from './bridge.ts'
export type { BridgeOptions } from './bridge.ts'
export { CookieJar } from './cookie_jar.ts'
export { cookieJarOf } from './request_cookies.ts'
export type { CookieChange, CookieKind, OpenedCookies } from './cookie_jar.ts'
export { EventRequest } from './event_request.ts'
export type { ExchangeMode, Outcome } from './exchange.ts'
export type { Visitor } from './visitor.ts'
export type { LazyMiddleware } from './middleware_filter.ts'
export type { PeerAddress } from './synthetic.ts'
