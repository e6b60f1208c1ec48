/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ResolvedAuthConfig } from '../configuration.ts'
import type { AuditTrail } from './audit_trail.ts'
import type { FlowLimits } from './limits.ts'
import type { Logins } from './logins.ts'
import type { AuthMails } from './mails.ts'
import type { Tokens } from './tokens.ts'
import type { Users } from './users.ts'

/** What all flows work with. */
export interface FlowParts {
  config: ResolvedAuthConfig
  users: Users
  tokens: Tokens
  limits: FlowLimits
  mails: AuthMails
  logins: Logins
  audit: AuditTrail
}
