/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { PageInfo } from '../../protocol/main.ts'
import type { PageMessages } from './page_messages.ts'

/** Pages whose messages are remembered. What was forgotten is sent again. */
const MOST = 50

/**
 * The messages that a browser has from its tab. It keeps all that have come, so that each is sent once.
 */
export class TabMessages {
  /** What was sent, the newest first. */
  #sent: PageMessages[] = []
  /** Something was sent that is lost with a connection. */
  #isUnsure = false
  /** What a page comes with, if it comes. */
  #offered: PageMessages | undefined

  /**
   * What a page comes with.
   *
   * @param isNew - the browser has nothing of the tab
   */
  offer(messages: PageMessages, isNew: boolean): Readonly<Record<string, string>> {
    this.#offered = messages
    return isNew ? messages.all : this.missing(messages)
  }

  /** The messages of a page that the browser does not have. */
  missing(messages: PageMessages): Readonly<Record<string, string>> {
    const { all, locale } = messages
    if (this.#sent.includes(messages)) return {}
    const sent = this.#sent.filter((each) => each.locale === locale)
    const missing = Object.create(null) as Record<string, string>
    for (const [key, message] of Object.entries(all)) {
      // One that was loaded again since has another text
      const last = sent.find((each) => Object.hasOwn(each.all, key))
      if (last?.all[key] !== message) missing[key] = message
    }
    return missing
  }

  /** The page has come with what was offered. */
  admitted(told: PageInfo, isNew: boolean): void {
    if (isNew) this.forget()
    if (told.language && this.#offered) this.note(this.#offered)
    this.#offered = undefined
  }

  /**
   * The browser gets all messages of a page.
   *
   * @param isUnsure - it does not, if the connection is lost
   */
  note(messages: PageMessages, isUnsure = false): void {
    this.#isUnsure ||= isUnsure
    const others = this.#sent.filter((sent) => sent !== messages)
    this.#sent = [messages, ...others].slice(0, MOST)
  }

  /** Another socket has the tab. */
  reconnected(): void {
    if (this.#isUnsure) this.forget()
  }

  /** Nobody knows what the browser has. */
  forget(): void {
    this.#sent = []
    this.#isUnsure = false
  }
}
