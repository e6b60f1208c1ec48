/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash, createHmac, createSecretKey, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import type { Encryption } from '@adonisjs/core/encryption'

/** What the digests of the application's keys are for. */
const PURPOSE = 'reflex-adonis/news'

/** Characters of a signature: 128 bits as base64url. */
const LENGTH = 22

/**
 * Seals news with one key of the application, for channels that only its processes use.
 */
export class NewsSeal {
  /** Part of the names of channels. It tells nothing of the key. */
  readonly namespace: string
  #key: KeyObject

  /**
   * @param secret - derived from a key of the application
   * @param scope - what else tells the application from others, such as the prefix of its records
   */
  constructor(secret: string, scope: string) {
    this.#key = createSecretKey(secret, 'base64url')
    const digest = createHash('sha256').update(`${scope}\n${secret}`).digest('base64url')
    this.namespace = digest.slice(0, 16)
  }

  /** The seals of all keys that an application has: the first is its own, others are older ones. */
  static all(encryption: Encryption, scope: string): NewsSeal[] {
    return encryption.blindIndexes('', PURPOSE).map((secret) => new NewsSeal(secret, scope))
  }

  /** @param channel - name of the channel without its namespace */
  seal(channel: string, text: string): string {
    return this.#sign(channel, text) + text
  }

  /** The text that was sealed for a channel; undefined when somebody else has made it. */
  open(channel: string, sealed: string): string | undefined {
    const text = sealed.slice(LENGTH)
    const given = Buffer.from(sealed.slice(0, LENGTH))
    const wanted = Buffer.from(this.#sign(channel, text))
    const isOurs = given.length === wanted.length && timingSafeEqual(given, wanted)
    return isOurs ? text : undefined
  }

  #sign(channel: string, text: string): string {
    const signature = createHmac('sha256', this.#key).update(`${channel}\n${text}`)
    return signature.digest('base64url').slice(0, LENGTH)
  }
}
