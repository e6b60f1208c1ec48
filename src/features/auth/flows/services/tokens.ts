/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { digest, newSecret } from './digest.ts'

/** What a link of a mail is for. A link for one thing is of no use for another. */
export type TokenPurpose = 'verify' | 'reset' | 'email' | 'undo'

/** The table of tokens, which `node ace make:auth` adds. */
export const TOKENS_TABLE = 'auth_tokens'

/** What a link of a mail says. */
export interface TokenClaim {
  userId: string
  /** The address that it was sent to, or that it restores. */
  email: string
  /** Of the password at that time. */
  stamp: string
}

/** Tokens of one purpose that an account has at most. The oldest goes. */
const KEPT_TOKENS = 5

/** Tokens of links in mails: the database has their digests, and each is used once. */
export class Tokens {
  #db: Database

  constructor(db: Database) {
    this.#db = db
  }

  /**
   * @param expiresIn - milliseconds
   * @returns what the link has
   */
  async issue(purpose: TokenPurpose, claim: TokenClaim, expiresIn: number): Promise<string> {
    const secret = newSecret()
    const now = Date.now()
    await this.#prune(purpose, claim.userId, now)
    await this.#db.table(TOKENS_TABLE).insert({
      digest: digest(secret),
      purpose,
      user_id: claim.userId,
      email: claim.email,
      stamp: claim.stamp,
      created_at: now,
      expires_at: now + expiresIn,
    })
    return secret
  }

  /**
   * Uses a token. Of two uses at the same moment, one finds it.
   *
   * @returns undefined for one that is used, over, or not there
   */
  async redeem(purpose: TokenPurpose, secret: string): Promise<TokenClaim | undefined> {
    const found = { digest: digest(secret), purpose }
    const row = await this.#db.from(TOKENS_TABLE).where(found).first()
    if (!row) return undefined
    const removed = await this.#db.from(TOKENS_TABLE).where(found).delete()
    if (countOf(removed) !== 1 || Number(row.expires_at) <= Date.now()) return undefined
    return { userId: String(row.user_id), email: String(row.email), stamp: String(row.stamp) }
  }

  /** No link that an account was sent works any longer, or none for one purpose. */
  async revoke(
    userId: string | number,
    purpose?: TokenPurpose,
    client: QueryClientContract | Database = this.#db
  ): Promise<void> {
    const query = client.from(TOKENS_TABLE).where('user_id', String(userId))
    if (purpose) void query.where('purpose', purpose)
    await query.delete()
  }

  async #prune(purpose: TokenPurpose, userId: string, now: number): Promise<void> {
    await this.#db.from(TOKENS_TABLE).where('expires_at', '<=', now).delete()
    const rows = await this.#db
      .from(TOKENS_TABLE)
      .where({ purpose, user_id: userId })
      .orderBy('created_at', 'desc')
      .select('digest')
    const old = rows.slice(KEPT_TOKENS - 1).map((row) => String(row.digest))
    if (old.length > 0) await this.#db.from(TOKENS_TABLE).whereIn('digest', old).delete()
  }
}

/** How many rows a statement has changed: a number, in a list or not. */
export function countOf(changed: unknown): number {
  const [count] = [changed].flat() as unknown[]
  return Number(count)
}
