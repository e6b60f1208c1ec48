/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { AuthManager } from './bindings.ts'
import type { Session } from './context.ts'

/** How a session guard begins the keys under which it notes users in a session. */
const PREFIX = 'auth_'

/** Keys of the guards of the application, once they are known. */
let configured: ReadonlySet<string> | undefined

/** Whom a browser session says to be signed in, by the keys of its guards. */
export type Guards = Readonly<Record<string, string>>

/** The key under which a session guard notes its user. */
export function guardKeyOf(guard: string): string {
  return PREFIX + guard
}

/** From here on, only these guards count: other keys of a session may begin as theirs do. */
export function noteGuards({ config }: Pick<AuthManager, 'config'>): void {
  configured = new Set(Object.keys(config.guards).map(guardKeyOf))
}

/** Whom a session says to be signed in. */
export function guardsIn(session: Pick<Session, 'all'>): Guards {
  const guards: Record<string, string> = {}
  for (const [key, value] of Object.entries(session.all())) {
    if (configured ? configured.has(key) : key.startsWith(PREFIX)) guards[key] = String(value)
  }
  return guards
}
