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
}

/**
 * Seals the ids of tabs: only a shell that this application has sent holds a valid token, and
 * only for the browser session that asked for it. A token is encrypted, since a script can read
 * it and the id of an HttpOnly session is nothing for scripts.
 */
export class TabTokens {
  #encryption: Encryption
  #expiresIn: number

  /**
   * @param expiresIn - milliseconds
   */
  constructor(encryption: Encryption, expiresIn: number) {
    this.#encryption = encryption
    this.#expiresIn = expiresIn
  }

  seal(claim: TabClaim): string {
    return this.#encryption.encrypt(claim, this.#expiresIn, PURPOSE)
  }

  /**
   * @throws E_TAB_TOKEN when it is forged or has expired
   */
  open(token: string): TabClaim {
    const claim = this.#encryption.decrypt<TabClaim>(token, PURPOSE)
    if (!claim || typeof claim.tab !== 'string' || typeof claim.session !== 'string') {
      throw new E_TAB_TOKEN()
    }
    return claim
  }
}
