/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useSyncExternalStore } from 'react'
import { CONNECTION } from '../client/main.ts'
import type { ConnectionInfo } from '../client/main.ts'
import { useClient } from './context.ts'

/**
 * Returns the state of the connection to the server.
 *
 * @example
 * ```tsx
 * const { status } = useConnection()
 * return <button disabled={status !== 'connected'}>Pay</button>
 * ```
 */
export function useConnection(): ConnectionInfo {
  const { store } = useClient()
  return useSyncExternalStore(
    (listener) => store.subscribe(CONNECTION, listener),
    () => store.connection,
    () => store.initial.connection
  )
}
