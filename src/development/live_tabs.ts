/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Rooms } from '../rooms/main.ts'
import { applyChange } from '../tabs/main.ts'
import type { Tab, TabKeeper, TabRegistry } from '../tabs/main.ts'
import { toPluginError } from '../overlay/main.ts'

/**
 * Takes the open tabs along when state classes are replaced.
 */
export class LiveTabs {
  #registry: TabRegistry
  #keeper: Pick<TabKeeper, 'save'>
  #rooms: Rooms

  constructor(registry: TabRegistry, keeper: Pick<TabKeeper, 'save'>, rooms: Rooms) {
    this.#registry = registry
    this.#keeper = keeper
    this.#rooms = rooms
  }

  /** Computes what the browsers have, which only the previous classes can tell. */
  wake(): void {
    for (const tab of this.#registry.all()) tab.states.wake()
  }

  /**
   * Tells each tab what its states are with the current classes, after the event that it runs and
   * before those that wait.
   *
   * @param changed - ids of the states that have other classes
   * @param report - hears of each failure, which concerns one tab or those that show a room
   */
  adapt(changed: ReadonlySet<string>, report: (error: unknown) => void): void {
    void this.#rooms.adapt(changed, (error, readers) => {
      report(error)
      for (const tab of this.#registry.all()) if (readers.has(tab)) showIn(tab, error)
    })
    // A computed var that fails in one tab is like that in others
    const reported = new Set<string>()
    for (const tab of this.#registry.all()) {
      tab.queue.addFirst(async () => {
        if (tab.ended) return
        try {
          this.#adapt(tab, changed)
        } catch (error) {
          const { message } = toPluginError(error)
          if (!reported.has(message)) report(error)
          reported.add(message)
          showIn(tab, error)
        }
        await this.#keeper.save(tab)
      })
    }
  }

  #adapt(tab: Tab, changed: ReadonlySet<string>): void {
    const frame = applyChange(tab, { prepared: tab.states.adapt(changed), actions: [] })
    if (Object.keys(frame).length > 0) tab.outbox.push(frame)
  }
}

/** Shows a failure where it has happened. A tab without a socket has nobody who could see it. */
function showIn(tab: Tab, error: unknown): void {
  if (!tab.connected) return
  const { message, stack } = toPluginError(error)
  const place = /^[ \t]*(at .+)$/m.exec(stack)?.[1]
  tab.outbox.push({ a: [{ type: 'toast', level: 'error', message, description: place }] }, true)
}
