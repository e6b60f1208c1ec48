/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Encryption } from '@adonisjs/core/encryption'
import { E_UPLOAD_CLAIM } from './exceptions.ts'

const PURPOSE = 'reflex:upload'

/** What a claim lets its browser do: send the bytes of one file. */
export interface UploadClaim {
  /** Names the file on disk. */
  id: string
  /** Id of the tab that has asked for it. */
  tab: string
  /** Id of the browser session; empty without one. */
  session: string
  /** Bytes of the file. */
  size: number
  /** Bytes that one request may bring. */
  chunk: number
}

/**
 * Seals claims, which a script carries and can neither read nor change. A claim has been used when its file is
 * gone or whole: what is on disk says so, whichever process asks.
 */
export class UploadClaims {
  #encryption: Encryption
  #expiresIn: number

  /**
   * @param expiresIn - milliseconds that a claim is good for
   */
  constructor(encryption: Encryption, expiresIn: number) {
    this.#encryption = encryption
    this.#expiresIn = expiresIn
  }

  seal(claim: UploadClaim): string {
    return this.#encryption.encrypt(claim, this.#expiresIn, PURPOSE)
  }

  /**
   * @param session - of the request that brings it
   * @throws E_UPLOAD_CLAIM
   */
  open(text: unknown, session: string): UploadClaim {
    const claim =
      typeof text === 'string' ? this.#encryption.decrypt<UploadClaim>(text, PURPOSE) : null
    if (!claim) throw new E_UPLOAD_CLAIM(['it is forged or too old'])
    if (claim.session !== session) {
      throw new E_UPLOAD_CLAIM(['it is for another browser session'])
    }
    return claim
  }
}
