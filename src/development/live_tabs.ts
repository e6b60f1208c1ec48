/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Rooms } from '../rooms/main.ts'
import { takeOver } from '../tabs/main.ts'
import type { Tab, TabKeeper, TabRegistry } from '../tabs/main.ts'

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

  /** Computes what the browsers have, which only the classes of then can say. */
  wake(): void {
    for (const tab of this.#registry.all()) tab.states.wake()
  }

  /**
   * Tells each tab what its states are with the classes of now, after the event that it runs and
   * before those that wait.
   *
   * @param changed - ids of the states that have other classes
   * @param report - hears of the first computed var that fails, which is like that in other tabs
   */
  adapt(changed: ReadonlySet<string>, report: (error: unknown) => void): void {
    this.#rooms.adapt(changed).catch(report)
    let isReported = false
    for (const tab of this.#registry.all()) {
      tab.queue.addFirst(async () => {
        if (tab.ended) return
        try {
          this.#adapt(tab, changed)
        } catch (error) {
          if (!isReported) report(error)
          isReported = true
        }
        await this.#keeper.save(tab)
      })
    }
  }

  #adapt(tab: Tab, changed: ReadonlySet<string>): void {
    const frame = takeOver(tab, tab.states.adapt(changed), [])
    if (Object.keys(frame).length > 0) tab.outbox.push(frame)
  }
}
