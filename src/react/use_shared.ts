/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useMemo, useSyncExternalStore } from 'react'
import { SharedView } from '../features/shared_data/client/main.ts'
import type { SharedData } from '../features/shared_data/client/main.ts'
import { useClient } from './context.ts'

/**
 * Returns the shared data of the application: what the functions of `shared` in `config/reflex.ts` return for the
 * visitor. The component re-renders only when something that it has read changes.
 *
 * A page has the data that its code, and that of its layout, reads from what this returns. Pass on single values: where
 * the whole object goes elsewhere, the page has all data.
 *
 * @throws ReflexError E_SHARED_NOT_READ where the page has no such data; on reading, E_SHARED_FAILED where its function has failed
 *
 * @example
 * ```tsx
 * const { basket, user } = useShared()
 * ```
 */
export function useShared(): Readonly<SharedData> {
  const client = useClient()
  const view = useMemo(() => new SharedView(client), [client])
  return useSyncExternalStore(
    view.subscribe,
    view.snapshot,
    view.initialSnapshot
  ) as Readonly<SharedData>
}
