/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Secret, TOTP } from 'otpauth'
import { E_AUTH_PACKAGE } from '../exceptions.ts'

type OtpAuth = { TOTP: typeof TOTP; Secret: typeof Secret }
type Uqr = { renderSVG(text: string, options?: { border?: number }): string }

/** Seconds of one code. */
const PERIOD = 30

/** Steps that a clock may be off. */
const WINDOW = 1

/** Bytes of a secret, as RFC 4226 recommends. */
const SECRET_BYTES = 20

/** Codes by time, as authenticator apps make them (RFC 6238). */
export class TimeCodes {
  #otpauth: OtpAuth
  #uqr: Uqr

  private constructor(otpauth: OtpAuth, uqr: Uqr) {
    this.#otpauth = otpauth
    this.#uqr = uqr
  }

  /** @throws E_AUTH_PACKAGE */
  static async load(): Promise<TimeCodes> {
    const fail = () => {
      throw new E_AUTH_PACKAGE(['"totp"', 'the packages otpauth and uqr', 'otpauth uqr'])
    }
    const [otpauth, uqr] = await Promise.all([import('otpauth'), import('uqr')]).catch(fail)
    return new TimeCodes(otpauth, uqr)
  }

  newSecret(): string {
    return new this.#otpauth.Secret({ size: SECRET_BYTES }).base32
  }

  /** What an authenticator app reads. */
  uri(secret: string, account: string, issuer: string): string {
    return this.#totp(secret, account, issuer).toString()
  }

  /** A QR code as the address of an image. */
  async qr(uri: string): Promise<string> {
    const svg = this.#uqr.renderSVG(uri, { border: 2 })
    return `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
  }

  /** The step of a right code; undefined for any other. */
  stepOf(secret: string, code: string): number | undefined {
    const delta = this.#totp(secret).validate({ token: code, window: WINDOW })
    return delta === null ? undefined : Math.floor(Date.now() / 1_000 / PERIOD) + delta
  }

  /**
   * The code that an authenticator app shows.
   *
   * @param steps - how many codes after the current one to take; a negative number takes an earlier one
   */
  codeOf(secret: string, steps = 0): string {
    return this.#totp(secret).generate({ timestamp: Date.now() + steps * PERIOD * 1_000 })
  }

  #totp(secret: string, label = '', issuer = ''): TOTP {
    const { TOTP: Totp, Secret: Base32 } = this.#otpauth
    return new Totp({ issuer, label, period: PERIOD, secret: Base32.fromBase32(secret) })
  }
}
