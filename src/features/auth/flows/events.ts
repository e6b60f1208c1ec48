/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'

/** Whose account an event is about. */
export interface AccountEvent {
  /** The request in which it happened. */
  ctx: HttpContext
  /** Id of the user. */
  userId: string | number
}

/** Why a login has failed. */
export interface FailedLogin {
  ctx: HttpContext
  /** The address that was typed, as it is compared. */
  email: string
  /** Id of the user whose address it is; undefined where nobody has it. */
  userId: string | number | undefined
  reason: 'credentials' | 'code' | 'passkey' | 'provider' | 'limit'
}

/** A change of address. */
export interface AddressEvent extends AccountEvent {
  from: string
  to: string
}

/** What the flows emit, for a record of what happens to accounts. */
export interface AuthFlowEvents {
  'auth:login': AccountEvent & { remembered: boolean; secondFactor: boolean }
  'auth:failed': FailedLogin
  'auth:logout': AccountEvent
  'auth:registered': AccountEvent
  'auth:verified': AccountEvent
  'auth:reset_requested': AccountEvent
  'auth:password_changed': AccountEvent & { by: 'user' | 'reset' | 'verification' | 'undo' }
  'auth:email_change_requested': AddressEvent
  'auth:email_changed': AddressEvent
  'auth:email_change_undone': AddressEvent
  'auth:profile_changed': AccountEvent
  'auth:totp_enabled': AccountEvent
  'auth:totp_disabled': AccountEvent
  'auth:recovery_codes_renewed': AccountEvent
  'auth:recovery_code_used': AccountEvent & { left: number }
  'auth:passkey_added': AccountEvent & { name: string }
  'auth:passkey_removed': AccountEvent & { name: string }
  'auth:sessions_ended': AccountEvent & { count: number }
  'auth:account_deleted': AccountEvent
}

declare module '@adonisjs/core/types' {
  interface EventsList extends AuthFlowEvents {}
}
