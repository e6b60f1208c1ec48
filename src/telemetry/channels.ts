/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { tracingChannel } from 'node:diagnostics_channel'
import type { TracingChannel } from 'node:diagnostics_channel'

/** What every message of a tracing channel contains. */
export interface Traced {
  /**
   * A subscriber of `start` can set it: the work runs in it, so that nested work is traced as part
   * of it. Channels of Node can only set the store of one `AsyncLocalStorage`.
   */
  within?: <T>(work: () => T) => T
}

/** How long one middleware took in a request. */
export interface MiddlewareTime {
  name: string
  /** Milliseconds, without what it called with `next()`. */
  time: number
}

/** The message for an event, a navigation, a form without JavaScript or an update. */
export interface EventTrace extends Traced {
  /** Id of the tab. */
  tab: string
  /** State and event; a navigation has none. */
  state?: string
  event?: string
  /** Path and query string of the page. */
  url: string
  /** Route of the page: `/carts/:id`. */
  route?: string
  /** Own time of each middleware in milliseconds, in the order in which they started. */
  middleware: MiddlewareTime[]
  /** The failure that the browser is told about, once the work is over. */
  failure?: { code: string; status: number }
}

/** The message for a middleware of an event. */
export interface MiddlewareTrace extends Traced {
  /** Name of its class. */
  name: string
}

/** The message for a handler. */
export interface HandlerTrace extends Traced {
  state: string
  event: string
}

/** The message for the rendering of a page on the server. */
export interface RenderTrace extends Traced {
  /** Id of the page: `resources/pages/cart.tsx`. */
  page: string
  /** Path and query string. */
  url: string
}

/** The message for the store of tabs, or for the bus. */
export interface StoreTrace extends Traced {
  /** Name of the method: `write`, `claim`, `publish`. */
  operation: string
}

/** The messages of each channel. */
export interface TraceMessages {
  /** An event of a page. */
  event: EventTrace
  /** A page that a tab opens over its socket. */
  navigation: EventTrace
  /** A form that was posted over plain HTTP. */
  form: EventTrace
  /** A background event changes states. */
  update: EventTrace
  /** A middleware of an event or a navigation, with everything that runs after it. */
  middleware: MiddlewareTrace
  /** The method of a state. */
  handler: HandlerTrace
  /** A page is rendered on the server, until the browser can show it. */
  render: RenderTrace
  /** An operation of the store of tabs. */
  store: StoreTrace
  /** A message to other processes. */
  bus: StoreTrace
}

type TracingChannels = {
  readonly [Name in keyof TraceMessages]: TracingChannel<unknown, TraceMessages[Name]>
}

/**
 * Tracing channels of Node, `tracing:reflex.event:start` and so on, in addition to those of Adonis
 * for requests and middleware, which events pass too. Failures that a browser is told about are in
 * the message; a channel only publishes an error for what rejects.
 */
export const tracingChannels: TracingChannels = {
  event: tracingChannel('reflex.event'),
  navigation: tracingChannel('reflex.navigation'),
  form: tracingChannel('reflex.form'),
  update: tracingChannel('reflex.update'),
  middleware: tracingChannel('reflex.middleware'),
  handler: tracingChannel('reflex.handler'),
  render: tracingChannel('reflex.page.render'),
  store: tracingChannel('reflex.store'),
  bus: tracingChannel('reflex.bus'),
}

/**
 * Runs work as a trace. Without a subscriber it costs a look at the channel.
 *
 * @param name - of the channel
 * @param describe - makes the message of a channel that has subscribers
 */
export function traced<Name extends keyof TraceMessages, T>(
  name: Name,
  describe: () => TraceMessages[Name],
  work: () => Promise<T>
): Promise<T> {
  return tracingChannels[name].hasSubscribers ? traceWork(name, describe(), work) : work()
}

/** Runs work as a trace, for callers who know that somebody listens. */
export function traceWork<Name extends keyof TraceMessages, T>(
  name: Name,
  message: TraceMessages[Name],
  work: () => Promise<T>
): Promise<T> {
  const channel = tracingChannels[name] as TracingChannel<unknown, Traced>
  // What throws at once rejects, so that each trace has its end
  const run = async () => (message.within ? message.within(work) : work())
  return channel.tracePromise(run, message)
}
