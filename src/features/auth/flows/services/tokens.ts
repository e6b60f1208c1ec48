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

/** A link that was sent. */
export interface SentClaim extends TokenClaim {
  /** Milliseconds since 1970. */
  createdAt: number
  expiresAt: number
}

/** Tokens of one purpose that an account has at most. The oldest goes, unless it takes a change of the address back. */
const KEPT_TOKENS = 5

type Client = Pick<QueryClientContract | Database, 'from'>

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
  async redeem(purpose: TokenPurpose, secret: string): Promise<SentClaim | undefined> {
    const claim = await this.find(purpose, secret)
    const found = { digest: digest(secret), purpose }
    const removed = await this.#db.from(TOKENS_TABLE).where(found).delete()
    return countOf(removed) === 1 ? claim : undefined
  }

  /** What a token says, without using it. */
  async find(purpose: TokenPurpose, secret: string): Promise<SentClaim | undefined> {
    return this.#valid({ purpose, digest: digest(secret) })
  }

  /** The link that takes an address back, which nobody else may register meanwhile. */
  async findHeld(email: string): Promise<SentClaim | undefined> {
    const claim = await this.#valid({ purpose: 'undo', email })
    // Accents mean nothing to some databases
    return claim?.email === email ? claim : undefined
  }

  /**
   * The links that an account was sent do not work any longer, or those for one purpose. A link that takes a change of
   * the address back does: it is for the owner, whoever has the account by now.
   */
  async revoke(userId: string | number, purpose?: Exclude<TokenPurpose, 'undo'>): Promise<void> {
    const query = this.#of(userId)
    await (purpose ? query.where('purpose', purpose) : query.whereNot('purpose', 'undo')).delete()
  }

  /** Changes of the address that came after another one cannot be taken back any longer. */
  async revokeUndo(userId: string | number, { createdAt }: SentClaim): Promise<void> {
    await this.#of(userId).where('purpose', 'undo').where('created_at', '>', createdAt).delete()
  }

  /** Removes all tokens of a deleted account. */
  async forget(userId: string | number, client: Client): Promise<void> {
    await this.#of(userId, client).delete()
  }

  #of(userId: string | number, client: Client = this.#db) {
    return client.from(TOKENS_TABLE).where('user_id', String(userId))
  }

  async #valid(found: { purpose: TokenPurpose; digest?: string; email?: string }) {
    const query = this.#db.from(TOKENS_TABLE).where(found)
    const row = await query.where('expires_at', '>', Date.now()).orderBy('created_at').first()
    if (!row) return undefined
    return {
      userId: String(row.user_id),
      email: String(row.email),
      stamp: String(row.stamp),
      createdAt: Number(row.created_at),
      expiresAt: Number(row.expires_at),
    }
  }

  async #prune(purpose: TokenPurpose, userId: string, now: number): Promise<void> {
    await this.#db.from(TOKENS_TABLE).where('expires_at', '<=', now).delete()
    if (purpose === 'undo') return
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
