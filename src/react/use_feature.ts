/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ClientFeature, ClientFeatureFactory } from '../client/main.ts'
import { useClient } from './context.ts'

/**
 * Returns the browser side of a feature. It is created, and its file loaded, for the first page
 * that asks for it.
 */
export function useFeature<F extends ClientFeature>(feature: ClientFeatureFactory<F>): F {
  return useClient().features.use(feature)
}
