/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { currentScope } from '../../../state/main.ts'
import type { EventScope } from '../../../state/main.ts'
import type { Change, WriteCapture } from '../capture/main.ts'
import type { Stamp } from '../live/main.ts'
import { EVERY_TABLE } from '../sql/main.ts'

/** The tables that each event has written, so that its answer shows what it has done. */
export class OwnWrites {
  readonly #tables = new WeakMap<object, Set<string>>()

  constructor(capture: WriteCapture) {
    capture.onCommit((changes) => this.#note(changes))
  }

  /** Whether an event has written what a load has read. */
  concern(scope: EventScope, tables: Stamp['tables']): boolean {
    const written = this.#tables.get(scope)
    if (written === undefined) return false
    return tables.some(
      ({ connection, table }) =>
        written.has(idOf(connection, table)) ||
        written.has(idOf(connection, EVERY_TABLE)) ||
        // It has read nobody knows what
        (table === EVERY_TABLE && [...written].some((id) => id.startsWith(idOf(connection, ''))))
    )
  }

  #note(changes: readonly Change[]): void {
    const scope = currentScope()
    if (scope === undefined) return
    let written = this.#tables.get(scope)
    if (written === undefined) this.#tables.set(scope, (written = new Set()))
    for (const { connection, table } of changes) written.add(idOf(connection, table))
  }
}

function idOf(connection: string, table: string): string {
  return `${connection}\n${table}`
}
