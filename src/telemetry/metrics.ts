/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { TimeHistogram } from './histogram.ts'
import type { LoopDelay } from './loop_delay.ts'

/** What comes to an event: `refused` where its caller may be to blame (a status below 500). */
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
  /** How often it came to what. */
  outcomes: Record<EventOutcome, number>
  /** From its turn in the queue until its answer is ready. */
  time: TimeHistogram
}

/** One operation of the store or the bus. */
export interface OperationFigures {
  operation: string
  /** How often it has failed. */
  failed: number
  time: TimeHistogram
}

/**
 * Figures of this process. Counts begin with it and never fall. No value of a user is in them: names are those
 * of states, events, routes, operations and error codes.
 */
export interface ReflexMetrics {
  tabs: {
    /** That this process has. */
    open: number
    /** With a socket. */
    connected: number
    /** Taken up from the store, where this process or another one has left them. */
    takenUp: number
    /** Given to another process that has asked for them. */
    handedOver: number
  }
  sockets: {
    open: number
    /** Accepted since the start. */
    accepted: number
  }
  rooms: { open: number }
  events: {
    /** That run or wait now, background events included. */
    running: number
    figures: EventFigures[]
  }
  /** What was refused, by code, as lines of the log have it. */
  refusals: Record<string, number>
  store: {
    /** Operations that wait for the store now. */
    pending: number
    figures: OperationFigures[]
  }
  bus: {
    /** News that wait for the connection now. */
    pending: number
    figures: OperationFigures[]
  }
  /** Of all sockets, what belongs to the protocol included. */
  bytes: { received: number; sent: number }
  /** Milliseconds, over the last one to two minutes. */
  eventLoop: LoopDelay
}
