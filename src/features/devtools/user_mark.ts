/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../../adonis/main.ts'
import type { UserMark } from './entries.ts'

/** By what a test finds a user again, the best first. The primary key is the last. */
const COLUMNS = ['email', 'username']

/** What is used of a model of Lucid. */
interface Model {
  $attributes?: Record<string, unknown>
  constructor: { name: string; primaryKey?: string }
}

/** Who is signed in; undefined for a guest, and for a user that is not a model. */
export function userOf(ctx: HttpContext): UserMark | undefined {
  const user = extrasOf(ctx).auth?.user as Model | undefined
  if (!user?.$attributes) return undefined
  const { $attributes: attributes, constructor } = user
  for (const column of [...COLUMNS, constructor.primaryKey ?? 'id']) {
    const value = attributes[column]
    if (typeof value !== 'string' && typeof value !== 'number') continue
    return { model: constructor.name, column, value, hasPassword: 'password' in attributes }
  }
  return undefined
}
