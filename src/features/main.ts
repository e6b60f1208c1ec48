/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Qs } from '@adonisjs/core/http'
import type { ServerConfig } from '@adonisjs/core/types/http'
import type { Rooms } from '../rooms/main.ts'
import type { Feature, FeatureHost } from '../tabs/main.ts'
import { BackgroundEvents, TaskRunner } from './background/main.ts'
import type { BackgroundLimits } from './background/main.ts'
import { LiveModels } from './models/main.ts'
import type { LiveModelsConfig } from './models/main.ts'
import { VarPlaces } from './places/main.ts'
import { SharedStates } from './shared/main.ts'

export interface FeaturesConfig {
  background: BackgroundLimits
  rooms: Rooms
  /** How the application reads query strings. */
  qs: ServerConfig['qs']
  models: LiveModelsConfig
}

/** The features of the package, in the order in which they are asked. */
export function createFeatures(host: FeatureHost, config: FeaturesConfig): Feature[] {
  return [
    new SharedStates(config.rooms),
    new VarPlaces({ ...host, qs: new Qs(config.qs) }),
    // After what it may read in its queries
    new LiveModels(host, config.models),
    new BackgroundEvents(
      new TaskRunner({ ...host, registry: host.states, ...config.background }),
      host.updates
    ),
  ]
}
