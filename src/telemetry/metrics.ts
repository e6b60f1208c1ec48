/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TimeHistogram } from './histogram.ts'
import type { LoopDelay } from './loop_delay.ts'

/** The outcome of an event: `refused` if its caller may be to blame (a status below 500). */
export type EventOutcome = 'ok' | 'refused' | 'failed'

/** How an event runs. */
export type EventKind = 'event' | 'navigation' | 'form' | 'update'

/** One event of the application, or the navigations to one page. */
export interface EventFigures {
  /** Over the socket, by a form over HTTP, or an update of a background event. */
  kind: EventKind
  /** Id of the state; undefined for navigations. */
  state?: string
  /** Name of the event; undefined for navigations. */
  event?: string
  /** Pattern of the page's route, for navigations. */
  route?: string
  /** Number of each outcome. */
  outcomes: Record<EventOutcome, number>
  /** From its turn in the queue until its answer is ready. */
  time: TimeHistogram
}

/** One operation of the store or the bus. */
export interface OperationFigures {
  operation: string
  /** Number of failures. */
  failed: number
  time: TimeHistogram
}

/**
 * Figures of this process. Counts start at zero with the process and never decrease. They never
 * contain user data: names are those of states, events, routes, operations and error codes.
 */
export interface ReflexMetrics {
  tabs: {
    /** Tabs of this process. */
    open: number
    /** Tabs with a socket. */
    connected: number
    /** Tabs taken over from the store, where this process or another one has left them. */
    takenUp: number
    /** Tabs handed over to another process that asked for them. */
    handedOver: number
  }
  sockets: {
    open: number
    /** Sockets accepted since the start. */
    accepted: number
  }
  rooms: { open: number }
  events: {
    /** Events that run or wait now, including background events. */
    running: number
    figures: EventFigures[]
  }
  /** Number of refusals, by code, as in log lines. */
  refusals: Record<string, number>
  store: {
    /** Operations that wait for the store now. */
    pending: number
    figures: OperationFigures[]
  }
  bus: {
    /** Messages that wait for the connection now. */
    pending: number
    figures: OperationFigures[]
  }
  /** Bytes of all sockets, including protocol overhead. */
  bytes: { received: number; sent: number }
  /** Milliseconds, over the last one to two minutes. */
  eventLoop: LoopDelay
}
