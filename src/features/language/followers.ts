/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CookieJar } from '../../bridge/main.ts'
import type { NewsBus } from '../../bus/main.ts'
import { LANGUAGE_STATE_ID, SWITCH_EVENT } from '../../protocol/main.ts'
import type { FeatureHost, Tab } from '../../tabs/main.ts'

/** Where processes tell each other of a chosen language. */
const CHANNEL = 'language'

/** Somebody has chosen a language. */
type Choice = {
  /** Id of the tab, which has it already. */
  tab: string
  /** Id of the browser session; empty without one. */
  session: string
  /** Id of the user, as text. */
  user?: string
  /** The cookies that remember it, as the browser gets them: by name, null for one that is gone. */
  cookies: Record<string, string | null>
}

export interface FollowersOptions {
  host: Pick<FeatureHost, 'states' | 'tabs' | 'turns' | 'updates' | 'report'>
  /** News between the processes of the application. */
  bus: Pick<NewsBus, 'publish' | 'subscribe'>
}

/**
 * Has the other tabs of whoever has chosen a language follow. Each asks the application for its locale, in a
 * request of its page: one whose address has the locale keeps it.
 */
export class Followers {
  readonly #options: FollowersOptions
  /** Tabs that are about to ask. */
  readonly #waiting = new WeakSet<Tab>()

  constructor(options: FollowersOptions) {
    this.#options = options
  }

  async start(): Promise<void> {
    await this.#options.bus.subscribe(CHANNEL, (choice: Choice) => this.#follow(choice))
  }

  /**
   * A tab has chosen.
   *
   * @param cookies - that remember it, raw
   */
  async tell(tab: Tab, cookies: Choice['cookies']): Promise<void> {
    const { id, session, user } = tab
    const choice: Choice = { tab: id, session, cookies }
    if (user !== undefined) choice.user = String(user)
    this.#follow(choice)
    await this.#options.bus.publish(CHANNEL, choice)
  }

  #follow({ tab: id, session, user, cookies }: Choice): void {
    const { tabs } = this.#options.host
    // Those of a guest are those of the browser
    for (const tab of user === undefined ? tabs.ofSession(session) : tabs.all()) {
      if (tab.id === id || !tab.shown) continue
      const isOfBrowser = session !== '' && tab.session === session
      // The browser has them by now, and its tabs would show them with their next sockets
      if (isOfBrowser) tab.visitor?.jar.learn(cookies)
      if (isOfBrowser || (user !== undefined && String(tab.user) === user)) this.#look(tab)
    }
  }

  #look(tab: Tab): void {
    if (this.#waiting.has(tab) || !tab.connected) return
    this.#waiting.add(tab)
    const { host } = this.#options
    void host.turns
      .run(tab, async () => {
        this.#waiting.delete(tab)
        const { shown, visitor, connected, draining, identity } = tab
        // Whoever comes again is told then
        if (!shown || !visitor || !connected || draining || identity.stale) return
        await host.updates.run(tab, {
          visitor,
          shown,
          definition: host.states.require(LANGUAGE_STATE_ID),
          event: SWITCH_EVENT,
          handle: async () => {},
        })
      })
      .catch((error: unknown) =>
        host.report(error, undefined, {
          tab: tab.id,
          state: LANGUAGE_STATE_ID,
          event: SWITCH_EVENT,
        })
      )
  }
}

/** Says which cookies of a jar have changed since then, as the browser gets them. */
export function cookiesSince(jar: CookieJar): () => Record<string, string | null> {
  const before = { ...jar.list() }
  return () => {
    const after = jar.list()
    const changed: Record<string, string | null> = {}
    for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
      if (before[name] !== after[name]) changed[name] = after[name] ?? null
    }
    return changed
  }
}
