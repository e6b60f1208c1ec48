/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import type { JsonValue } from '../protocol/main.ts'
import type { UserOfContext } from './current.ts'

/**
 * What pages may know about the signed-in user. Augment it next to your `currentUser` transformer
 * in `config/reflex.ts`.
 *
 * @example
 * ```ts
 * declare module 'reflex-adonis/types' {
 *   interface CurrentUser {
 *     fullName: string
 *   }
 * }
 * ```
 */
export interface CurrentUser {
  id: string | number
}

/** Flash messages by name, as a handler or a controller flashed them. */
export interface FlashMessages {
  [name: string]: JsonValue | undefined
}

/** What every `AppState` shows about the last request. */
export interface AppSnapshot {
  isAuthenticated: boolean
  currentUser: CurrentUser | null
  messages: FlashMessages
  language: string
}

/** The user of the application's guards; unknown in an application without auth. */
export type AuthenticatedUser = [UserOfContext] extends [never]
  ? unknown
  : NonNullable<UserOfContext>

/** Decides what pages may know about a user. */
export type UserTransformer = (
  user: AuthenticatedUser,
  ctx: HttpContext
) => CurrentUser | null | Promise<CurrentUser | null>
