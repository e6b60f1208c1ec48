/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** How often the getters of live vars have run, by name. */
export const liveRuns = new Map<string, number>()

export function runsOf(name: string): void {
  liveRuns.set(name, (liveRuns.get(name) ?? 0) + 1)
}
