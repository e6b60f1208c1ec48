/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { clientFeatures } from '../../features/client/main.ts'

let loaded: Promise<unknown> | undefined

/**
 * Loads the files of features that the client loads on demand, which would be later than a test
 * expects. They are there for all later tests, too.
 */
export async function featuresLoaded(): Promise<void> {
  await (loaded ??= Promise.all(clientFeatures.map((feature) => feature.load?.())))
}
