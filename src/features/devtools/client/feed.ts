/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PanelCommand } from '../panel/commands.ts'
import type { PanelNews } from '../panel/shown.ts'
import { Entries } from './entries.ts'

/** Milliseconds until a server is asked again that has not answered. */
const PAUSE = 1_000

/**
 * Asks the server for what is new of the tab, while the panel is open.
 */
export class Feed {
  readonly entries = new Entries()
  /** Why nothing comes; undefined while something does. */
  problem: string | undefined
  #address: string
  #tab: string
  #journal = ''
  #last = 0
  #heard: () => void
  #asking: AbortController | undefined

  /**
   * @param address - of the devtools, with a slash at its end
   * @param tab - id of the tab, as the document has it
   * @param heard - called when something is new
   */
  constructor(address: string, tab: string, heard: () => void) {
    this.#address = address
    this.#tab = tab
    this.#heard = heard
  }

  open(): void {
    if (this.#asking) return
    this.#asking = new AbortController()
    void this.#follow(this.#asking.signal)
  }

  close(): void {
    this.#asking?.abort()
    this.#asking = undefined
  }

  /**
   * Has the server do something with the tab.
   *
   * @throws what it refuses
   */
  async command<T>(command: PanelCommand): Promise<T> {
    const response = await fetch(this.#url(), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(command),
    })
    const answer = (await response.json()) as T & { message?: string }
    if (!response.ok) throw new Error(answer.message ?? `Status ${response.status}`)
    return answer
  }

  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const response = await fetch(this.#url(), { signal })
        const answer = (await response.json()) as PanelNews & { message?: string }
        if (!response.ok) throw new Error(answer.message ?? `Status ${response.status}`)
        this.#take(answer)
      } catch (error) {
        if (signal.aborted) return
        this.problem = error instanceof Error ? error.message : String(error)
        this.#heard()
        await new Promise((resolve) => setTimeout(resolve, PAUSE))
      }
    }
  }

  #take({ tab, journal, entries, last }: PanelNews): void {
    const isNew = journal !== this.#journal || tab !== this.#tab
    // Numbers of another journal mean something else
    if (isNew && this.#journal !== '') this.entries.clear()
    this.#journal = journal
    this.#tab = tab
    this.#last = last
    for (const entry of entries) this.entries.add(entry)
    const hadProblem = this.problem !== undefined
    this.problem = undefined
    if (entries.length > 0 || isNew || hadProblem) this.#heard()
  }

  #url(): string {
    const query = new URLSearchParams({
      tab: this.#tab,
      journal: this.#journal,
      after: String(this.#last),
      url: location.pathname + location.search,
    })
    return `${this.#address}journal?${query}`
  }
}
