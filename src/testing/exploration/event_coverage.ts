/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StateRegistry } from '../../state/main.ts'

/** Which events tests have called. */
export class EventCoverage {
  #called = new Set<string>()

  /** A test has called an event. */
  note(state: string, event: string): void {
    this.#called.add(`${state}.${event}`)
  }

  /** The events that no test has called yet, as `State.event`. */
  uncalled(states: StateRegistry): string[] {
    const all = [...states.all()].flatMap(({ id, events }) =>
      [...events.keys()].filter((name) => !name.startsWith('$')).map((name) => `${id}.${name}`)
    )
    return all.filter((name) => !this.#called.has(name)).sort()
  }
}
