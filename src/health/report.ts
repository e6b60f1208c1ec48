/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** How a process is. */
export interface ReflexReport {
  /** The store answers. */
  store: boolean
  /** News from other processes arrive. */
  bus: boolean
  /** The process was asked to stop: new work belongs to others. */
  draining: boolean
  /** Open sockets. */
  connections: number
  /** Tabs that this process has. */
  tabs: number
  /** Rooms that this process has open. */
  rooms: number
  /** Events that run or wait. */
  running: number
  /** Why the store does not answer. */
  error?: string
}
