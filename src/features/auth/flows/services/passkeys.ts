/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type {
  AuthenticationResponseJSON,
  PublicKeyCredentialCreationOptionsJSON,
  PublicKeyCredentialRequestOptionsJSON,
  RegistrationResponseJSON,
} from '@simplewebauthn/server'
import type { ResolvedAuthConfig } from '../configuration.ts'
import { E_AUTH_PACKAGE } from '../exceptions.ts'
import { digest } from './digest.ts'
import type { AuthMails } from './mails.ts'
import { countOf } from './tokens.ts'

type WebAuthn = typeof import('@simplewebauthn/server')

/** The table of passkeys, which `node ace make:auth` adds. */
export const PASSKEYS_TABLE = 'auth_passkeys'

/** A passkey, as the database has it. */
interface PasskeyRow {
  digest: string
  user_id: string
  credential: string
  public_key: string
  counter: number | string
  transports: string
  name: string
  created_at: number | string
  used_at: number | string | null
}

/** A passkey, as its user sees it. */
export interface ListedPasskey {
  id: string
  name: string
  /** Milliseconds since 1970; null for one that was never used. */
  used: number | null
}

/** The passkeys of users, checked with `@simplewebauthn/server`. */
export class Passkeys {
  #webauthn: WebAuthn
  #db: Database
  #config: ResolvedAuthConfig
  #app: { name: string; origin: string }

  private constructor(
    webauthn: WebAuthn,
    db: Database,
    config: ResolvedAuthConfig,
    app: { name: string; origin: string }
  ) {
    this.#webauthn = webauthn
    this.#db = db
    this.#config = config
    this.#app = app
  }

  /** @throws E_AUTH_PACKAGE */
  static async load(
    db: Database,
    config: ResolvedAuthConfig,
    { appName, origin }: AuthMails
  ): Promise<Passkeys> {
    const webauthn = await import('@simplewebauthn/server').catch(() => {
      const name = '@simplewebauthn/server'
      throw new E_AUTH_PACKAGE(['"passkeys"', `${name} and @simplewebauthn/browser`, name])
    })
    return new Passkeys(webauthn, db, config, { name: appName, origin })
  }

  /** What a browser makes a passkey with. */
  async registrationOptions(
    userId: string,
    email: string
  ): Promise<PublicKeyCredentialCreationOptionsJSON> {
    const own = await this.#rows(userId)
    return this.#webauthn.generateRegistrationOptions({
      rpName: this.#app.name,
      rpID: this.#domain,
      userID: new TextEncoder().encode(userId),
      userName: email,
      attestationType: 'none',
      excludeCredentials: own.map(({ credential }) => ({ id: credential })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    })
  }

  /** @returns false for an answer that does not belong to the challenge */
  async add(
    userId: string,
    name: string,
    challenge: string,
    response: RegistrationResponseJSON
  ): Promise<boolean> {
    const origin = this.#originOf(response)
    if (origin === undefined) return false
    const { verified, registrationInfo } = await this.#webauthn
      .verifyRegistrationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: this.#domain,
        requireUserVerification: true,
      })
      .catch(() => ({ verified: false as const, registrationInfo: undefined }))
    if (!verified || !registrationInfo) return false
    const { id, publicKey, counter, transports = [] } = registrationInfo.credential
    // Of somebody else: each has a key of its own
    if (await this.#find(id)) return false
    await this.#db.table(PASSKEYS_TABLE).insert({
      digest: digest(id),
      user_id: userId,
      credential: id,
      public_key: Buffer.from(publicKey).toString('base64url'),
      counter,
      transports: transports.join(','),
      name,
      created_at: Date.now(),
      used_at: null,
    })
    return true
  }

  /** What a browser logs in with. It is the same for everybody. */
  loginOptions(): Promise<PublicKeyCredentialRequestOptionsJSON> {
    return this.#webauthn.generateAuthenticationOptions({
      rpID: this.#domain,
      userVerification: 'required',
    })
  }

  /**
   * Checks an answer. A counter that does not go up is that of a copied key.
   *
   * @returns the id of the user; undefined where nothing is right
   */
  async userOf(
    challenge: string,
    response: AuthenticationResponseJSON
  ): Promise<string | undefined> {
    const row = await this.#find(response.id)
    const origin = this.#originOf(response)
    if (!row || origin === undefined) return undefined
    const { verified, authenticationInfo } = await this.#webauthn
      .verifyAuthenticationResponse({
        response,
        expectedChallenge: challenge,
        expectedOrigin: origin,
        expectedRPID: this.#domain,
        requireUserVerification: true,
        credential: {
          id: row.credential,
          publicKey: new Uint8Array(Buffer.from(row.public_key, 'base64url')),
          counter: Number(row.counter),
        },
      })
      .catch(() => ({ verified: false as const, authenticationInfo: undefined }))
    if (!verified || !authenticationInfo) return undefined
    // Of two answers at the same moment one finds the counter
    const counted = await this.#db
      .from(PASSKEYS_TABLE)
      .where({ digest: row.digest, counter: row.counter })
      .update({ counter: authenticationInfo.newCounter, used_at: Date.now() })
    return countOf(counted) === 1 ? row.user_id : undefined
  }

  async list(userId: string): Promise<ListedPasskey[]> {
    const rows = await this.#rows(userId)
    return rows.map(({ digest: id, name, used_at: used }) => ({
      id,
      name,
      used: used === null ? null : Number(used),
    }))
  }

  /** @returns its name; undefined for one that is not the user's */
  async remove(userId: string, id: string): Promise<string | undefined> {
    const rows = await this.#rows(userId)
    const found = rows.find((row) => row.digest === id)
    if (!found) return undefined
    await this.#db.from(PASSKEYS_TABLE).where({ user_id: userId, digest: id }).delete()
    return found.name
  }

  /** Removes all of an account. */
  async forget(
    userId: string | number,
    client: QueryClientContract | Database = this.#db
  ): Promise<void> {
    await client.from(PASSKEYS_TABLE).where('user_id', String(userId)).delete()
  }

  get #domain(): string {
    return this.#config.passkeys.domain ?? new URL(this.#app.origin).hostname
  }

  async #find(credential: string): Promise<PasskeyRow | undefined> {
    const query = this.#db.from(PASSKEYS_TABLE).where('digest', digest(credential))
    return ((await query.first()) as PasskeyRow | null) ?? undefined
  }

  #rows(userId: string): Promise<PasskeyRow[]> {
    const query = this.#db.from(PASSKEYS_TABLE).where('user_id', userId).orderBy('created_at')
    return query as unknown as Promise<PasskeyRow[]>
  }

  /** The origin that an answer names, if it is one of the application. */
  #originOf(answer: { response: { clientDataJSON: string } }): string | undefined {
    const { origins = [this.#app.origin] } = this.#config.passkeys
    try {
      const text = Buffer.from(answer.response.clientDataJSON, 'base64url').toString()
      const { origin } = JSON.parse(text) as { origin?: unknown }
      if (typeof origin !== 'string') return undefined
      const isOwn = typeof origins === 'function' ? origins(origin) : origins.includes(origin)
      return isOwn ? origin : undefined
    } catch {
      return undefined
    }
  }
}
