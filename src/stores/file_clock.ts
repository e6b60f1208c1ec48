/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * The time, in milliseconds since the epoch: a restart finds what it says in the times of files. One
 * that is set anew does not change it while the process runs.
 */
export function clock(): number {
  return performance.timeOrigin + performance.now()
}

/** @param milliseconds - from now */
export function after(milliseconds: number): number {
  return clock() + milliseconds
}

export function dateOf(time: number): Date {
  return new Date(time)
}
