/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { HttpContextFactory } from '@adonisjs/core/factories/http'
import type { HttpContext } from '@adonisjs/core/http'
import type { ApplicationService } from '@adonisjs/core/types'
import { findBinding } from '../adonis/main.ts'
import type { AuthManager, GuardRequest } from '../adonis/main.ts'
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

/**
 * The context that guards get which sign somebody in for a test: that of no request, as the client of
 * `@adonisjs/auth` gives them. It has a router and several encryptions of its own, which take longer to
 * make than a page to visit, so there is one for all tests.
 */
let context: HttpContext | undefined

/**
 * Asks a guard what a request has to bring to be taken for one of a user, as `loginAs` of the API
 * client does. Each call makes a guard of its own.
 *
 * @param name - of the guard; undefined for the default one
 */
export function authenticate(
  { config, defaultGuard }: AuthManager,
  name: string | undefined,
  user: object
): Promise<GuardRequest> {
  context ??= new HttpContextFactory().create()
  return config.guards[name ?? defaultGuard](context).authenticateAsClient(user)
}
