/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, BootData } from '../protocol/main.ts'
import { E_TAB_ENDED } from './exceptions.ts'
import type { Tab } from './tab.ts'
import type { TabKeeper } from './tab_keeper.ts'
import { isTabId } from './tab_registry.ts'
import type { TabTokens } from './tab_tokens.ts'

/**
 * The tabs of documents: made with the GET of a page, or taken up with its reload.
 */
export class Documents {
  #keeper: TabKeeper
  #tokens: TabTokens

  constructor(keeper: TabKeeper, tokens: TabTokens) {
    this.#keeper = keeper
    this.#tokens = tokens
  }

  /** The sealed token of a tab, for its shell. */
  token(tab: Tab): string {
    return this.#tokens.seal({ tab: tab.id, session: tab.session, fence: tab.fence })
  }

  /**
   * What the document of a tab says of it. It stands for all frames so far.
   *
   * @param actions - what the page asks the browser for as it opens: the first frame after it has them
   */
  boot(
    tab: Tab,
    page: BootData['page'],
    states: BootData['states'],
    actions: Action[]
  ): Pick<BootData, 'token' | 'page' | 'states' | 'n'> {
    const { number: n } = tab.outbox
    // The hello asks for all frames after it
    tab.outbox.clear()
    if (actions.length > 0) tab.outbox.push({ a: actions })
    return { token: this.token(tab), page, states, ...(n > 0 && { n }) }
  }

  /**
   * Stores the tab of a shell: any process may get its socket.
   *
   * @throws E_STORE_UNAVAILABLE
   */
  store(tab: Tab): Promise<void> {
    return this.#keeper.storeForSocket(tab)
  }

  /**
   * The tab of a document that is loaded again.
   *
   * @param session - id of the browser session that asks
   * @param url - path and query string of the document
   * @returns undefined when it is gone, of another browser session, or shows another address
   * @throws E_STORE_UNAVAILABLE
   */
  async ofReload(id: string, session: string, url: string): Promise<Tab | undefined> {
    // Without a session anybody could have set the cookie that names the tab
    if (session === '' || !isTabId(id)) return undefined
    const tab = await this.#keeper.claim(id)
    if (!tab || tab.session !== session || tab.shown?.info.url !== url || tab.draining) {
      return undefined
    }
    // The request has the current cookies
    if (tab.identity.outdated) tab.identity.changed()
    tab.touch()
    return tab
  }

  /**
   * Does something with a tab when its turn comes.
   *
   * @throws E_TAB_ENDED when the tab ends before; and whatever the work throws
   */
  inTurn<T>(tab: Tab, work: () => Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const turn = async () => {
        await work().then(resolve, reject)
        // A page that was not shown has no effect on rooms
        tab.releaseRooms()
      }
      const dropped = () => reject(new E_TAB_ENDED())
      tab.queue.add(turn, { dropped })
    })
  }
}
