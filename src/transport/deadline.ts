/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Runs something when a time is over that a browser has. Node runs timers before it reads sockets: after the process
 * was busy, what has arrived in time is read first.
 *
 * @param time - milliseconds
 */
export function afterReading(late: () => void, time: number): NodeJS.Timeout {
  return setTimeout(() => setImmediate(late), time)
}
