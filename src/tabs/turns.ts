/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Turn, TurnOptions } from './event_queue.ts'
import type { Tab } from './tab.ts'
import type { TabKeeper } from './tab_keeper.ts'

/**
 * Gives turns in the queues of tabs. Acknowledged means stored: the frames of a turn leave, and the
 * background events that it has begun run, after the tab is in the store.
 */
export class Turns {
  #keeper: Pick<TabKeeper, 'lasting' | 'save'>

  constructor(keeper: Pick<TabKeeper, 'lasting' | 'save'>) {
    this.#keeper = keeper
  }

  /** For what the browser asks for, and would ask for again. */
  add(tab: Tab, turn: Turn, options?: TurnOptions): void {
    tab.queue.add(() => turn().then(() => this.#store(tab)), options)
  }

  /**
   * For what the server does by itself.
   *
   * @returns what came of it, once it is stored; undefined when the tab is not here any more
   * @throws whatever the work throws
   */
  run<T>(tab: Tab, work: () => Promise<T>): Promise<{ value: T } | undefined> {
    const { promise, resolve, reject } = Promise.withResolvers<{ value: T } | undefined>()
    const turn = async () => {
      if (tab.ended) return resolve(undefined)
      const result = await work().then(
        (value) => () => resolve(tab.ended ? undefined : { value }),
        (error) => () => reject(error)
      )
      await this.#store(tab).finally(result)
    }
    tab.queue.add(turn, { kept: true })
    return promise
  }

  async #store(tab: Tab): Promise<void> {
    const { resume } = tab
    tab.resume = undefined
    if (this.#keeper.lasting || tab.roomHold) {
      await (resume ? resume(() => this.#keeper.save(tab)) : this.#keeper.save(tab))
    }
    if (!tab.ended) tab.parts.stored()
    // A room may have changed between a look at it and the entrance to it
    tab.catchUp()
  }
}
