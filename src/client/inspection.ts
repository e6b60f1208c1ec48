/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'
import type { Client } from './client.ts'
import type { ConnectionStatus } from './store.ts'

/** What a test may see of the client of a page in a browser. */
export interface Inspection {
  /** Status of the connection. */
  connection(): ConnectionStatus
  /** Vars of a state; undefined where the page does not have it. */
  vars(id: string): Readonly<Record<string, JsonValue>> | undefined
  /** Ids of the states of the page. */
  states(): readonly string[]
}

/** The global under which a page is open to inspection. */
export const INSPECTION = '__reflex'

/**
 * Opens a page to inspection by tests. Only for development and tests: in production a page has no
 * such global.
 */
export function openToInspection(client: Client): void {
  const inspection: Inspection = {
    connection: () => client.store.connection.status,
    vars: (id) => client.store.state(id)?.vars,
    states: () => client.store.page.states,
  }
  Object.defineProperty(globalThis, INSPECTION, { value: inspection, configurable: true })
}
