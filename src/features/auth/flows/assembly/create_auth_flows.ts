/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Encryption } from '@adonisjs/core/encryption'
import { Logger } from '@adonisjs/core/logger'
import type { ApplicationService } from '@adonisjs/core/types'
import type {} from '@adonisjs/limiter/limiter_provider'
import type {} from '@adonisjs/lucid/database_provider'
import type {} from '@adonisjs/mail/mail_provider'
import { findBinding, guardKeyOf } from '../../../../adonis/main.ts'
import type { ResolvedAuthConfig } from '../configuration.ts'
import { urlOf } from '../define_auth.ts'
import { E_AUTH_CONFIG, E_AUTH_PACKAGE } from '../exceptions.ts'
import { AuditTrail } from '../services/audit_trail.ts'
import { AuthFlows } from '../services/auth_flows.ts'
import type { AuthExtras } from '../services/auth_flows.ts'
import { FlowLimits } from '../services/limits.ts'
import { Logins } from '../services/logins.ts'
import type { SessionEnds } from '../services/logins.ts'
import { AuthMails } from '../services/mails.ts'
import { Passkeys } from '../services/passkeys.ts'
import { SecondFactor } from '../services/second_factor.ts'
import { TimeCodes } from '../services/time_codes.ts'
import { Tokens } from '../services/tokens.ts'
import { Users } from '../services/users.ts'
import { translatePagesWith } from '../texts/main.ts'

/** Packages that the flows use, by what they bind in the container. */
const PACKAGES = {
  'lucid.db': '@adonisjs/lucid',
  'mail.manager': '@adonisjs/mail',
  'limiter.manager': '@adonisjs/limiter',
} as const

/**
 * Puts the flows together from what the application has.
 *
 * @param config - `auth` of `config/reflex.ts`
 * @param ends - ends browser sessions in all processes
 * @throws E_AUTH_CONFIG, E_AUTH_PACKAGE, E_AUTH_MODEL, E_AUTH_URL
 */
export async function createAuthFlows(
  app: ApplicationService,
  config: ResolvedAuthConfig | undefined,
  ends: SessionEnds
): Promise<AuthFlows> {
  if (!config) throw new E_AUTH_CONFIG()
  const { container } = app
  for (const [binding, name] of Object.entries(PACKAGES)) {
    if (container.hasBinding(binding)) continue
    throw new E_AUTH_PACKAGE(['"auth" of config/reflex.ts', name, name])
  }
  const { SessionCollection } = await import('@adonisjs/session').catch(() => {
    throw new E_AUTH_PACKAGE(['The login', '@adonisjs/session', '@adonisjs/session'])
  })
  translatePagesWith(await findBinding(app, 'i18n'))
  const db = await container.make('lucid.db')
  const users = new Users(config, db)
  await users.model()
  const audit = new AuditTrail(await container.make('emitter'), await container.make(Logger))
  const appUrl = urlOf(app.config.get<string | undefined>('app.appUrl'))
  const mails = new AuthMails((await container.make('mail.manager')) as never, config, appUrl)
  const auth = await findBinding(app, 'auth.manager')
  const parts = {
    config,
    users,
    tokens: new Tokens(db),
    limits: new FlowLimits((await container.make('limiter.manager')) as never, config),
    mails,
    logins: new Logins({
      config,
      users,
      collection: () => container.make(SessionCollection),
      guardKey: auth ? guardKeyOf(auth.defaultGuard) : null,
      ends,
    }),
    audit,
  }
  const extras: AuthExtras = {}
  if (config.features.has('totp')) {
    const encryption = await container.make(Encryption)
    const codes = await TimeCodes.load()
    extras.secondFactor = new SecondFactor({ db, encryption, codes, audit })
  }
  if (config.features.has('passkeys')) {
    extras.passkeys = await Passkeys.load(db, config, mails)
  }
  return new AuthFlows(parts, extras)
}
