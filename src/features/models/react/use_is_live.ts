/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useSyncExternalStore } from 'react'

const subscribeToNothing = () => () => {}

/** Whether scripts have taken up what the server has drawn. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    subscribeToNothing,
    () => true,
    () => false
  )
}
