/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { LucidModel } from '@adonisjs/lucid/types/model'
import type { Duration } from '../../../option_values.ts'

/** What may be switched on. Login, logout and remember-me are always there. */
export type AuthFeature = 'register' | 'verify' | 'reset' | 'totp' | 'passkeys' | 'sessions'

/** What is limited, each by account and by IP address. */
export type LimitedFlow = 'login' | 'challenge' | 'register' | 'mail' | 'token' | 'password'

/** How often something may be tried. */
export interface FlowLimit {
  /** Tries for one account. */
  requests: number
  /** Tries from one IP address, whatever the account. @default 10 times `requests` */
  requestsPerIp?: number
  /** Time after which the count begins anew. */
  duration: Duration
}

/** Where pages of the flows are. Each is a path of the application. */
export interface AuthPaths {
  /** @default '/login' */
  login?: string
  /** Asks for the second factor. @default '/login/code' */
  challenge?: string
  /** @default '/verify-email' */
  verify?: string
  /** @default '/forgot-password' */
  forgot?: string
  /** @default '/reset-password' */
  reset?: string
  /** Confirms a new address. @default '/confirm-email' */
  confirmEmail?: string
  /** Takes a change of address back. @default '/undo-email' */
  undoEmail?: string
}

/** Where the browser goes once a flow is done. Each is a path of the application. */
export interface AuthDestinations {
  /** Unless the user was on the way to another page. @default '/' */
  login?: string
  /** @default '/' */
  logout?: string
  /** @default the login page */
  register?: string
  /** @default the login page */
  verify?: string
  /** @default the login page */
  reset?: string
}

/** The options of `defineAuth()`. */
export interface AuthConfig {
  /** The Lucid model of users, with `withAuthFinder()` of @adonisjs/auth. */
  user: () => Promise<{ default: LucidModel }>
  /** What is switched on. @default none */
  features?: AuthFeature[]
  /**
   * The address of the application in links of mails: `https://shop.example.com`. It never comes
   * from a request, whose host anybody can choose.
   *
   * @default `appUrl` of config/app.ts
   */
  appUrl?: string
  /** Name of the application in mails and authenticators. @default its host */
  appName?: string
  /** Attributes of the model. */
  columns?: AuthColumns
  /** What the default paths of pages begin with: `/account`. @default none */
  prefix?: string
  paths?: AuthPaths
  after?: AuthDestinations
  /**
   * How often flows may be tried, by account and by IP address.
   *
   * @default five logins or passwords a minute, five codes in 15 minutes, five registrations or mails an hour, 20 links an
   * hour
   */
  limits?: Partial<Record<LimitedFlow, FlowLimit>>
  /**
   * The store of @adonisjs/limiter that counts tries. With several processes, it has to be one that
   * they share.
   *
   * @default the default store
   */
  limiterStore?: string
  /** How long links of mails are valid. */
  expires?: {
    /** @default '1h' */
    reset?: Duration
    /** @default '24h' */
    verify?: Duration
    /** @default '24h' */
    email?: Duration
    /** @default '7 days' */
    undo?: Duration
  }
  /** Keys of the session that stay through a logout, such as those of a cart. @default none */
  keptKeys?: string[]
  /**
   * Time that an answer takes at least where it must not say whether an account exists. Set it
   * above what your slowest registration takes.
   *
   * @default '500ms'
   */
  answerAfter?: Duration
  /** Where passkeys are good. */
  passkeys?: PasskeysConfig
  /**
   * Folder of Edge views for the mails, which get what the built-in ones show. `node ace make:auth`
   * writes them.
   *
   * @default the built-in mails
   */
  mailViews?: string
}

/** Where passkeys are good. */
export interface PasskeysConfig {
  /** The domain that they belong to, which may be above that of the pages. @default the host of `appUrl` */
  domain?: string
  /** Origins of the pages, or a function that tells them. @default the origin of `appUrl` */
  origins?: string[] | ((origin: string) => boolean)
}

/** Attributes of the model of users. */
export interface AuthColumns {
  /** @default 'email' */
  email?: string
  /** @default 'password' */
  password?: string
  /** When the address was verified. Needed for `verify`. @default 'emailVerifiedAt' */
  verifiedAt?: string
}

/** The options with all defaults, times in milliseconds. */
export interface ResolvedAuthConfig {
  user: AuthConfig['user']
  features: ReadonlySet<AuthFeature>
  appUrl: string | undefined
  appName: string | undefined
  columns: Required<AuthColumns>
  /** Empty for none. */
  prefix: string
  /** The same with another prefix. */
  withPrefix: (prefix: string) => ResolvedAuthConfig
  paths: Required<AuthPaths>
  after: Required<AuthDestinations>
  limits: Readonly<Record<LimitedFlow, Required<FlowLimit> & { duration: number }>>
  limiterStore: string | undefined
  expires: { reset: number; verify: number; email: number; undo: number }
  keptKeys: readonly string[]
  answerAfter: number
  passkeys: PasskeysConfig
  mailViews: string | undefined
}
