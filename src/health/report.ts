/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The state of a process. */
export interface ReflexReport {
  /** Whether the store responds. */
  store: boolean
  /** Whether messages from other processes arrive. */
  bus: boolean
  /** Whether the process was asked to stop, so that new work belongs to others. */
  draining: boolean
  /** Open sockets. */
  connections: number
  /** Tabs that this process has. */
  tabs: number
  /** Rooms that this process has open. */
  rooms: number
  /** Events that run or wait. */
  running: number
  /** Why the store does not respond. */
  error?: string
}
