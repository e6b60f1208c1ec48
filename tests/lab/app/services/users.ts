/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { symbols } from '@adonisjs/auth'
import type { SessionGuardUser, SessionUserProviderContract } from '@adonisjs/auth/types/session'

export interface LabUser {
  id: number
  fullName: string
  password: string
  emailVerifiedAt: Date | null
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

/** How often a user was looked up. */
export const lookups = { count: 0 }

/** Users without a database. */
export class LabUserProvider implements SessionUserProviderContract<LabUser> {
  declare [symbols.PROVIDER_REAL_USER]: LabUser

  async createUserForGuard(user: LabUser): Promise<SessionGuardUser<LabUser>> {
    return { getId: () => user.id, getOriginal: () => user }
  }

  async findById(id: string | number): Promise<SessionGuardUser<LabUser> | null> {
    lookups.count++
    const user = findUser(Number(id))
    return user ? this.createUserForGuard(user) : null
  }
}

export function findUser(id: number): LabUser | undefined {
  return USERS.find((user) => user.id === id)
}
