/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_INVALID_CONFIG } from '../../../exceptions.ts'
import { checkNames } from '../../../option_names.ts'
import type { OptionNames } from '../../../option_names.ts'
import { count, path, text, texts, time } from '../../../option_values.ts'
import type {
  AuthColumns,
  AuthConfig,
  AuthFeature,
  AuthPaths,
  FlowLimit,
  LimitedFlow,
  PasskeysConfig,
  ResolvedAuthConfig,
} from './configuration.ts'
import { isPrefix } from './prefix.ts'

const NAMES: OptionNames<AuthConfig> = {
  user: true,
  features: true,
  appUrl: true,
  appName: true,
  columns: true,
  prefix: true,
  paths: true,
  after: true,
  limits: true,
  limiterStore: true,
  expires: true,
  keptKeys: true,
  answerAfter: true,
  passkeys: true,
  mailViews: true,
}

const FEATURES: Record<AuthFeature, true> = {
  register: true,
  verify: true,
  reset: true,
  totp: true,
  passkeys: true,
  sessions: true,
}

const PATHS: Required<AuthPaths> = {
  login: '/login',
  challenge: '/login/code',
  verify: '/verify-email',
  forgot: '/forgot-password',
  reset: '/reset-password',
  confirmEmail: '/confirm-email',
  undoEmail: '/undo-email',
}

const COLUMNS: Required<AuthColumns> = {
  email: 'email',
  password: 'password',
  verifiedAt: 'emailVerifiedAt',
}

const LIMITS: Record<LimitedFlow, FlowLimit> = {
  login: { requests: 5, duration: '1m' },
  challenge: { requests: 5, duration: '15m' },
  register: { requests: 5, duration: '1h' },
  mail: { requests: 5, duration: '1h' },
  token: { requests: 20, duration: '1h' },
  password: { requests: 5, duration: '1m' },
}

/** Tries from one IP address for each of one account: people share addresses. */
const PER_IP = 10

/** Links stay valid for days. */
const LONG = { long: true }

/**
 * Defines the flows of accounts for `auth` of `config/reflex.ts`.
 *
 * @throws E_INVALID_CONFIG when a value is invalid, or an option does not exist
 *
 * @example
 * ```ts
 * export default defineConfig({
 *   auth: defineAuth({
 *     user: () => import('#models/user'),
 *     features: ['register', 'verify', 'reset', 'totp', 'sessions'],
 *     after: { login: '/dashboard' },
 *   }),
 * })
 * ```
 */
export function defineAuth(config: AuthConfig): ResolvedAuthConfig {
  checkNames('auth', config, NAMES)
  if (typeof config.user !== 'function') {
    throw new E_INVALID_CONFIG(['auth.user', "write () => import('#models/user')"])
  }
  const paths = pathsOf('auth.paths', config.paths, prefixed(config.prefix))
  return {
    user: config.user,
    features: featuresOf(config.features),
    appUrl: urlOf(config.appUrl),
    appName: text('auth.appName', config.appName),
    columns: columnsOf(config.columns),
    prefix: config.prefix ?? '',
    withPrefix: (prefix) => defineAuth({ ...config, prefix }),
    paths,
    after: pathsOf('auth.after', config.after, {
      login: '/',
      logout: '/',
      register: paths.login,
      verify: paths.login,
      reset: paths.login,
    }),
    limits: limitsOf(config.limits),
    limiterStore: text('auth.limiterStore', config.limiterStore),
    expires: expiresOf(config.expires),
    keptKeys: texts('auth.keptKeys', config.keptKeys, 'keys of the session') ?? [],
    answerAfter: time('auth.answerAfter', config.answerAfter, '500ms', { zero: true }),
    passkeys: passkeysOf(config.passkeys),
    mailViews: text('auth.mailViews', config.mailViews),
  }
}

function featuresOf(features: AuthFeature[] | undefined): ReadonlySet<AuthFeature> {
  for (const feature of texts('auth.features', features, 'features') ?? []) {
    if (Object.hasOwn(FEATURES, feature)) continue
    const known = Object.keys(FEATURES).join(', ')
    throw new E_INVALID_CONFIG(['auth.features', `there is no "${feature}", only ${known}`])
  }
  const chosen = new Set(features)
  if (chosen.has('verify') && !chosen.has('reset')) {
    const problem =
      '"verify" needs "reset": who verifies an address whose password somebody else has set chooses one'
    throw new E_INVALID_CONFIG(['auth.features', problem])
  }
  return chosen
}

/** @throws E_INVALID_CONFIG for what is not an origin: a link begins with it */
export function urlOf(url: string | undefined): string | undefined {
  if (text('auth.appUrl', url) === undefined) return undefined
  const parsed = URL.canParse(url!) ? new URL(url!) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol) || parsed.search || parsed.hash) {
    throw new E_INVALID_CONFIG([
      'auth.appUrl',
      `"${url}" is not the address of an application. Write "https://shop.example.com"`,
    ])
  }
  return parsed.href.replace(/\/$/, '')
}

function columnsOf(columns: AuthColumns | undefined): Required<AuthColumns> {
  checkNames('auth.columns', columns, { email: true, password: true, verifiedAt: true })
  for (const [name, column] of Object.entries(columns ?? {})) text(`auth.columns.${name}`, column)
  return { ...COLUMNS, ...columns }
}

/** @throws E_INVALID_CONFIG for a prefix that is not a path */
function prefixed(prefix = ''): Required<AuthPaths> {
  if (prefix !== '' && !isPrefix(prefix)) {
    const problem = `${JSON.stringify(prefix)} is not the beginning of a path. Write "/account"`
    throw new E_INVALID_CONFIG(['auth.prefix', problem])
  }
  const entries = Object.entries(PATHS).map(([name, own]) => [name, `${prefix}${own}`])
  return Object.fromEntries(entries) as Required<AuthPaths>
}

function pathsOf<T extends object>(
  where: string,
  given: Partial<T> | undefined,
  defaults: Required<T>
): Required<T> {
  const names = Object.fromEntries(Object.keys(defaults).map((name) => [name, true]))
  checkNames<Partial<T>>(where, given, names as never)
  for (const [name, value] of Object.entries(given ?? {})) path(`${where}.${name}`, value as string)
  return { ...defaults, ...given }
}

function limitsOf(limits: AuthConfig['limits']): ResolvedAuthConfig['limits'] {
  const names = Object.fromEntries(Object.keys(LIMITS).map((name) => [name, true]))
  checkNames('auth.limits', limits, names as OptionNames<typeof LIMITS>)
  const entries = Object.entries(LIMITS).map(([flow, standard]) => {
    const where = `auth.limits.${flow}`
    const given = limits?.[flow as LimitedFlow]
    checkNames(where, given, { requests: true, requestsPerIp: true, duration: true })
    const { requests, requestsPerIp, duration } = given ?? standard
    const own = count(`${where}.requests`, requests, standard.requests)
    return [
      flow,
      {
        requests: own,
        requestsPerIp: count(`${where}.requestsPerIp`, requestsPerIp, own * PER_IP),
        duration: time(`${where}.duration`, duration, standard.duration, LONG),
      },
    ]
  })
  return Object.fromEntries(entries) as ResolvedAuthConfig['limits']
}

function passkeysOf(passkeys: PasskeysConfig | undefined): PasskeysConfig {
  checkNames('auth.passkeys', passkeys, { domain: true, origins: true })
  const { domain, origins } = passkeys ?? {}
  text('auth.passkeys.domain', domain)
  if (typeof origins !== 'function') texts('auth.passkeys.origins', origins, 'origins')
  return { domain, origins }
}

function expiresOf(expires: AuthConfig['expires']): ResolvedAuthConfig['expires'] {
  checkNames('auth.expires', expires, { reset: true, verify: true, email: true, undo: true })
  return {
    reset: time('auth.expires.reset', expires?.reset, '1h', LONG),
    verify: time('auth.expires.verify', expires?.verify, '24h', LONG),
    email: time('auth.expires.email', expires?.email, '24h', LONG),
    undo: time('auth.expires.undo', expires?.undo, '7 days', LONG),
  }
}
