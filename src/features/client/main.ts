/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ClientFeatureFactory } from '../../client/main.ts'
import { placesFeature } from '../places/client/main.ts'
import { uploadsFeature } from '../uploads/client/main.ts'

/** The features that each client has. What only some pages have is made where they ask for it. */
export const clientFeatures: readonly ClientFeatureFactory[] = [placesFeature, uploadsFeature]
