/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Qs } from '@adonisjs/core/http'
import type { ServerConfig } from '@adonisjs/core/types/http'
import type { LimitedLog } from '../logging/main.ts'
import type { Rooms } from '../rooms/main.ts'
import type { Feature, FeatureHost } from '../tabs/main.ts'
import { Guards } from './auth/main.ts'
import type { ResolvedGuards } from './auth/main.ts'
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
  guards: ResolvedGuards
  /** Hears what visitors can bring about. */
  log: LimitedLog
}

/** The features of the package, in the order in which they are asked. */
export function createFeatures(host: FeatureHost, config: FeaturesConfig): Feature[] {
  const models = new LiveModels(host, config.models)
  return [
    // Before all that loads something for a visitor
    new Guards(host, { config: config.guards, log: config.log, models }),
    new SharedStates(config.rooms),
    new VarPlaces({ ...host, qs: new Qs(config.qs) }),
    // After what it may read in its queries
    models,
    new BackgroundEvents(
      new TaskRunner({ ...host, registry: host.states, ...config.background }),
      host.updates
    ),
  ]
}
