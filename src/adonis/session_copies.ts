/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { MessageBuilder } from '@adonisjs/core/helpers'

/** What a session holds. */
export type SessionValues = Record<string, unknown>

/** Makes of sessions what stores keep. */
const builder = new MessageBuilder()

/** A copy as a file or a database has it, without functions and the like; the values themselves where none can be made. */
export function copyOf<T extends SessionValues | null>(values: T): T {
  if (!values) return values
  try {
    return builder.verify<T>(builder.build(values)) ?? values
  } catch {
    return values
  }
}
