/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ApplicationService } from '@adonisjs/core/types'
import { findBinding } from '../adonis/main.ts'
import type { AuthManager } from '../adonis/main.ts'
import { show } from './difference.ts'
import { E_NO_AUTH, E_TEST_NO_GUARD, E_TEST_NO_USER } from './exceptions.ts'

/**
 * Takes what a test signs in for a user.
 *
 * @throws E_TEST_NO_USER
 */
export function requireUser(user: unknown): object {
  if (typeof user !== 'object' || user === null) throw new E_TEST_NO_USER([show(user)])
  return user
}

/**
 * Finds who signs users in.
 *
 * @param guard - name of the guard that a test wants; undefined for the default one
 * @throws E_NO_AUTH, E_TEST_NO_GUARD
 */
export async function requireGuard(
  app: ApplicationService,
  guard: string | undefined
): Promise<AuthManager> {
  const manager = await findBinding(app, 'auth.manager')
  if (!manager) throw new E_NO_AUTH()
  const guards = Object.keys(manager.config.guards)
  if (guard !== undefined && !guards.includes(guard)) {
    throw new E_TEST_NO_GUARD([guard, guards.join(', ')])
  }
  return manager
}
