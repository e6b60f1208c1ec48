/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { symbols } from '@adonisjs/auth'
import { sessionUserProvider } from '@adonisjs/auth/session'
import type { RememberMeToken } from '@adonisjs/auth/session'
import type {
  SessionGuardUser,
  SessionWithTokensUserProviderContract,
} from '@adonisjs/auth/types/session'
import type { DateTime } from 'luxon'
import type { Secret } from '@adonisjs/core/helpers'
import type Account from '#models/account'

export interface LabUser {
  id: number
  fullName: string
  password: string
  emailVerifiedAt: Date | DateTime | null
}

const USERS: LabUser[] = [
  {
    id: 1,
    fullName: 'Ada Lovelace',
    password: 'hash-of-ada',
    emailVerifiedAt: new Date('2026-01-01'),
  },
  { id: 2, fullName: 'Grace Hopper', password: 'hash-of-grace', emailVerifiedAt: null },
]

/** Ids of users with a database begin here. */
export const FIRST_ACCOUNT = 100

/** How often a user was looked up. */
export const lookups = { count: 0 }

/** Users without a database, and accounts with one. */
export class LabUserProvider implements SessionWithTokensUserProviderContract<LabUser> {
  declare [symbols.PROVIDER_REAL_USER]: LabUser
  #accounts = sessionUserProvider({ model: () => import('#models/account') })

  async createUserForGuard(user: LabUser): Promise<SessionGuardUser<LabUser>> {
    if (user.id >= FIRST_ACCOUNT) return this.#accounts.createUserForGuard(user as Account)
    return { getId: () => user.id, getOriginal: () => user }
  }

  async findById(id: string | number): Promise<SessionGuardUser<LabUser> | null> {
    lookups.count++
    const user = findUser(Number(id))
    if (user) return this.createUserForGuard(user)
    return Number(id) < FIRST_ACCOUNT ? null : this.#accounts.findById(id)
  }

  createRememberToken(user: LabUser, expiresIn: string | number): Promise<RememberMeToken> {
    return this.#accounts.createRememberToken(user as Account, expiresIn)
  }

  verifyRememberToken(token: Secret<string>): Promise<RememberMeToken | null> {
    return this.#accounts.verifyRememberToken(token)
  }

  deleteRemeberToken(user: LabUser, id: string | number | BigInt): Promise<number> {
    return this.#accounts.deleteRemeberToken(user as Account, id)
  }

  recycleRememberToken(
    user: LabUser,
    id: string | number | BigInt,
    expiresIn: string | number
  ): Promise<RememberMeToken> {
    return this.#accounts.recycleRememberToken(user as Account, id, expiresIn)
  }
}

export function findUser(id: number): LabUser | undefined {
  return USERS.find((user) => user.id === id)
}
