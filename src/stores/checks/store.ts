/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Check } from '../../doctor/main.ts'
import type { StoreProvider } from '../factories.ts'

/**
 * Looks for several processes, each with a store of tabs for itself.
 *
 * @param store - the one that serves pages
 */
export function storeCheck(store: StoreProvider): Check {
  return {
    name: 'scale/store',
    *run({ expected, find }) {
      if (store.news !== undefined || expected.processes === 1) return
      yield {
        severity: 'error',
        ...find('config/reflex.ts', 'store'),
        reason: `${expected.processes} processes serve the application, and they share no store of tabs: rooms are split, and pages lose their tabs`,
        remedy: 'Use stores.redis() in config/reflex.ts, or serve the application by one process',
      }
    },
  }
}
