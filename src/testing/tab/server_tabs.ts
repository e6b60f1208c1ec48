/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Reflex } from '../../reflex.ts'
import { within } from '../../within.ts'
import type { Journal } from '../journal.ts'
import { PATIENCE } from './waiting.ts'

type Registry = Reflex['tabs']['registry']
type ServerTab = NonNullable<ReturnType<Registry['find']>>

/**
 * What the server has of a tab of a test: a tab for each document that it has loaded, and one more
 * whenever the server has begun anew. None of them outlives the test.
 */
export class ServerTabs {
  #registry: Registry
  #journal: Journal
  #ids = new Set<string>()

  /** @param journal - with the frames in which the server says that it has begun anew */
  constructor(registry: Registry, journal: Journal) {
    this.#registry = registry
    this.#journal = journal
  }

  /** The server has made a tab. */
  made(id: string): void {
    this.#ids.add(id)
  }

  /** Waits until their events have ended; for one that does not end, no longer than a moment. */
  async idle(): Promise<void> {
    const running = this.#left.map(({ queue }) => queue.idle())
    await within(PATIENCE, Promise.all(running))
  }

  /** Ends them: the server would keep them for whoever comes back. */
  drop(): void {
    for (const tab of this.#left) this.#registry.drop(tab)
  }

  /** Those that have not ended. */
  get #left(): ServerTab[] {
    for (const { frame } of this.#journal.entries) {
      if (frame.t === 'welcome') this.made(tabOf(frame.token))
    }
    return [...this.#ids].flatMap((id) => {
      const tab = this.#registry.find(id)
      return tab && !tab.ended ? [tab] : []
    })
  }
}

/** Id of the tab that a token is for. */
export function tabOf(token: string): string {
  return token.split('.', 1)[0]
}
