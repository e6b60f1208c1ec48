/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AuthUser, Enrolled } from '../features/auth/flows/main.ts'
import type { Harness } from './harness.ts'
import { requireUser } from './signed_in.ts'

/**
 * Turns the second factor of a user on.
 *
 * @throws E_TEST_NO_USER for a guest; E_AUTH_CONFIG, E_AUTH_FEATURE where accounts have no second factor
 */
export async function turnOnTwoFactor({ app }: Harness, user: unknown): Promise<Enrolled> {
  const stored = requireUser(user) as AuthUser
  const flows = await app.container.make('reflex.auth')
  return flows.totp.enroll(stored)
}
