/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import type { Encryption } from '@adonisjs/core/encryption'
import type { HttpContext } from '@adonisjs/core/http'
import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { AuditTrail } from './audit_trail.ts'
import { digest } from './digest.ts'
import type { TimeCodes } from './time_codes.ts'
import { countOf } from './tokens.ts'

/** The tables of the second factor, which `node ace make:auth` adds. */
export const TOTP_TABLE = 'auth_totp'
export const RECOVERY_TABLE = 'auth_recovery_codes'

/** What a secret is encrypted for. */
const PURPOSE = 'auth_totp'

const RECOVERY_CODES = 10

/** Bytes of a recovery code: its digest cannot be turned back. */
const RECOVERY_BYTES = 10

/** Letters that are not taken for others. */
const ALPHABET = 'abcdefghjkmnpqrstvwxyz0123456789'

interface TotpRow {
  secret: string
  confirmed_at: number | string | null
  last_step: number | string | null
}

/** The second factor of a user, as they have it. */
export interface Enrolled {
  /** Each is good once. */
  recoveryCodes: string[]
  /**
   * The code that the authenticator app shows.
   *
   * @param steps - how many codes after the current one to take. A code works once, and no longer after a later one was used
   */
  code: (steps?: number) => string
}

export interface SecondFactorOptions {
  db: Database
  encryption: Encryption
  codes: TimeCodes
  audit: AuditTrail
}

/** Codes of authenticator apps, and recovery codes in their place. */
export class SecondFactor {
  #options: SecondFactorOptions

  constructor(options: SecondFactorOptions) {
    this.#options = options
  }

  /** Whether a login takes a code. Not so before a first one was right. */
  async isOn(userId: string | number): Promise<boolean> {
    const row = await this.#row(userId)
    return row !== undefined && row.confirmed_at !== null
  }

  /**
   * Makes a new secret, which is of no use until a first code of it was right.
   *
   * @param account - how the authenticator app calls it
   * @returns undefined where the second factor is on
   */
  async start(userId: string | number, account: string, app: string) {
    if (await this.isOn(userId)) return undefined
    const { db, codes } = this.#options
    const secret = codes.newSecret()
    await db.from(TOTP_TABLE).where('user_id', String(userId)).whereNull('confirmed_at').delete()
    await this.#store(userId, secret, null)
    return this.#shown(secret, account, app)
  }

  /**
   * Turns the second factor on without a first code, in the place of one that is on.
   *
   * @returns what the user's authenticator app and the user get
   */
  async enroll(userId: string | number): Promise<Enrolled> {
    const { codes } = this.#options
    const secret = codes.newSecret()
    await this.forget(userId)
    await this.#store(userId, secret, Date.now())
    const recoveryCodes = await this.renewRecovery(userId)
    return { recoveryCodes, code: (steps) => codes.codeOf(secret, steps) }
  }

  /** What `start()` has made, while no code of it was right. */
  async pending(userId: string | number, account: string, app: string) {
    const row = await this.#row(userId)
    const secret = row?.confirmed_at === null ? this.#secretOf(row) : null
    return secret === null ? undefined : this.#shown(secret, account, app)
  }

  /**
   * Turns the second factor on, by a first code.
   *
   * @returns recovery codes, which nobody sees again; undefined for a wrong code
   */
  async confirm(userId: string | number, code: string): Promise<string[] | undefined> {
    const row = await this.#row(userId)
    if (!row || row.confirmed_at !== null || !(await this.#acceptsCode(userId, row, code))) {
      return undefined
    }
    const { db } = this.#options
    const turned = await db
      .from(TOTP_TABLE)
      .where('user_id', String(userId))
      .whereNull('confirmed_at')
      .update({ confirmed_at: Date.now() })
    return countOf(turned) === 1 ? this.renewRecovery(userId) : undefined
  }

  /**
   * Checks a code, which is good once: of an authenticator app, or a recovery code.
   */
  async accepts(ctx: HttpContext, userId: string | number, code: string): Promise<boolean> {
    const row = await this.#row(userId)
    if (!row || row.confirmed_at === null) return false
    const typed = code.replace(/[\s-]/g, '').toLowerCase()
    if (/^\d{6}$/.test(typed)) return this.#acceptsCode(userId, row, typed)
    return this.#acceptsRecovery(ctx, userId, typed)
  }

  /** Makes new recovery codes; those before are of no use. */
  async renewRecovery(userId: string | number): Promise<string[]> {
    const { db } = this.#options
    const codes = Array.from({ length: RECOVERY_CODES }, () => newRecoveryCode())
    await db.transaction(async (trx) => {
      await trx.from(RECOVERY_TABLE).where('user_id', String(userId)).delete()
      await trx
        .table(RECOVERY_TABLE)
        .multiInsert(
          codes.map((code) => ({ user_id: String(userId), digest: recoveryDigest(userId, code) }))
        )
    })
    return codes.map((code) => code.match(/.{4}/g)!.join('-'))
  }

  /** How many recovery codes are left. */
  async recoveryLeft(userId: string | number): Promise<number> {
    const rows = await this.#options.db
      .from(RECOVERY_TABLE)
      .where('user_id', String(userId))
      .select('digest')
    return rows.length
  }

  /** Turns the second factor off. */
  async forget(
    userId: string | number,
    client: QueryClientContract | Database = this.#options.db
  ): Promise<void> {
    for (const table of [TOTP_TABLE, RECOVERY_TABLE]) {
      await client.from(table).where('user_id', String(userId)).delete()
    }
  }

  async #store(userId: string | number, secret: string, confirmedAt: number | null): Promise<void> {
    const { db, encryption } = this.#options
    await db.table(TOTP_TABLE).insert({
      user_id: String(userId),
      secret: encryption.encrypt(secret, { purpose: PURPOSE }),
      confirmed_at: confirmedAt,
      last_step: null,
    })
  }

  async #shown(secret: string, account: string, app: string) {
    const { codes } = this.#options
    const uri = codes.uri(secret, account, app)
    return { secret, uri, qr: await codes.qr(uri) }
  }

  #secretOf({ secret }: TotpRow): string | null {
    return this.#options.encryption.decrypt<string>(secret, PURPOSE)
  }

  async #row(userId: string | number): Promise<TotpRow | undefined> {
    const { db } = this.#options
    const row = (await db
      .from(TOTP_TABLE)
      .where('user_id', String(userId))
      .first()) as TotpRow | null
    return row ?? undefined
  }

  /** The step of a code is stored where it is later than the last: of two uses at the same moment, one stores it. */
  async #acceptsCode(userId: string | number, row: TotpRow, code: string): Promise<boolean> {
    const { db, codes } = this.#options
    const secret = this.#secretOf(row)
    const step = secret === null ? undefined : codes.stepOf(secret, code)
    if (step === undefined) return false
    const stored = await db
      .from(TOTP_TABLE)
      .where({ user_id: String(userId), secret: row.secret })
      .where((query) => void query.whereNull('last_step').orWhere('last_step', '<', step))
      .update({ last_step: step })
    return countOf(stored) === 1
  }

  async #acceptsRecovery(ctx: HttpContext, userId: string | number, code: string) {
    const { db, audit } = this.#options
    const used = await db
      .from(RECOVERY_TABLE)
      .where({ user_id: String(userId), digest: recoveryDigest(userId, code) })
      .delete()
    if (countOf(used) !== 1) return false
    const left = await this.recoveryLeft(userId)
    audit.tell('auth:recovery_code_used', { ctx, userId, left })
    return true
  }
}

function newRecoveryCode(): string {
  // 32 letters of five bits each
  const bits = [...randomBytes(RECOVERY_BYTES)]
    .map((byte) => byte.toString(2).padStart(8, '0'))
    .join('')
  return bits
    .match(/.{5}/g)!
    .map((five) => ALPHABET[Number.parseInt(five, 2)])
    .join('')
}

/** Two accounts with one code have two digests. */
function recoveryDigest(userId: string | number, code: string): string {
  return digest(`${userId}:${code}`)
}
