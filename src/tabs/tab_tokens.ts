/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import { E_TAB_TOKEN } from './exceptions.ts'

const PURPOSE = 'reflex:tab'

/** What the token of a tab says. */
export interface TabClaim {
  /** Id of the tab, random. */
  tab: string
  /** Id of the browser session that made it; empty without sessions. */
  session: string
  /** Number of the claim by which the process that sent it had the tab. */
  fence: number
}

/** The id of a tab, which is 128 random bits, the number of its claim, and the seal. */
const TOKEN = /^([\w-]{22})\.(\d{1,15})\.(.+)$/s

/** Sessions whose seal is kept. */
const KEPT_SEALS = 10_000

interface Seal {
  text: string
  /** When another one takes its place, in milliseconds of the clock by which seals expire. */
  until: number
}

/**
 * Makes the tokens of tabs: the tab's id, which nobody can guess, and the seal of its browser
 * session. A tab answers to no other session than its own, so only who has both gets in. The seal
 * is encrypted, since a script can read it and the id of an HttpOnly session is nothing for
 * scripts. It is made once for many pages of a session: to encrypt costs as much as a small page.
 */
export class TabTokens {
  #encryption: Encryption
  #expiresIn: number
  #seals = new Map<string, Seal>()

  /**
   * @param expiresIn - milliseconds
   */
  constructor(encryption: Encryption, expiresIn: number) {
    this.#encryption = encryption
    this.#expiresIn = expiresIn
  }

  seal({ tab, session, fence }: TabClaim): string {
    return `${tab}.${fence}.${this.#sealOf(session)}`
  }

  /**
   * @throws E_TAB_TOKEN when it is forged or has expired
   */
  open(token: string): TabClaim {
    const [, tab, fence, seal] = TOKEN.exec(token) ?? []
    const session = seal && this.#encryption.decrypt<string>(seal, PURPOSE)
    if (typeof session !== 'string') throw new E_TAB_TOKEN()
    return { tab, session, fence: Number(fence) }
  }

  /** A page of a session is good for at least half of the time that a token may be. */
  #sealOf(session: string): string {
    const now = Date.now()
    const known = this.#seals.get(session)
    if (known && now < known.until) return known.text
    const text = this.#encryption.encrypt(session, this.#expiresIn, PURPOSE)
    this.#seals.delete(session)
    this.#seals.set(session, { text, until: now + this.#expiresIn / 2 })
    if (this.#seals.size > KEPT_SEALS) this.#seals.delete(this.#seals.keys().next().value!)
    return text
  }
}
