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
import { Devtools, recordTo } from './devtools/main.ts'
import type { DevtoolsConfig } from './devtools/main.ts'
import { Languages, LanguageState } from './language/main.ts'
import type { LanguagesOptions } from './language/main.ts'
import { LiveModels } from './models/main.ts'
import type { LiveModelsConfig } from './models/main.ts'
import { Downloads } from './downloads/main.ts'
import type { DownloadsConfig } from './downloads/main.ts'
import { VarPlaces } from './places/main.ts'
import { SharedDataFeature } from './shared_data/main.ts'
import type { SharedDataConfig } from './shared_data/main.ts'
import { SharedStates } from './shared/main.ts'
import { Uploads } from './uploads/main.ts'
import type { UploadsConfig } from './uploads/main.ts'

/** The state classes of the package itself. */
export const packageStates = [LanguageState] as const

export interface FeaturesConfig {
  background: BackgroundLimits
  rooms: Rooms
  /** How the application reads query strings. */
  qs: ServerConfig['qs']
  models: LiveModelsConfig
  guards: ResolvedGuards
  uploads: UploadsConfig
  language: Omit<LanguagesOptions, 'log' | 'host'>
  sharedData: SharedDataConfig
  downloads: DownloadsConfig
  /** The file that what tabs do is recorded to; undefined where nothing is recorded. */
  recording?: string | undefined
  /** The panel of the devtools; undefined where there is none. */
  devtools?: Omit<DevtoolsConfig, 'log'> | undefined
  /** Hears what visitors can bring about. */
  log: LimitedLog
}

/** The features of the package, in the order in which they are asked. */
export function createFeatures(host: FeatureHost, config: FeaturesConfig): Feature[] {
  const models = new LiveModels(host, config.models)
  const { recording, devtools, log } = config
  return [
    // Before all others, so that they see what those do
    ...(recording === undefined
      ? []
      : [
          recordTo(recording, (error) =>
            log.error({ err: error }, 'the recording has ended: its file could not be written')
          ),
        ]),
    ...(devtools ? [new Devtools(host, { ...devtools, log })] : []),
    // Before all that loads something for a visitor
    new Guards(host, { config: config.guards, log: config.log, models }),
    new SharedStates(config.rooms),
    new VarPlaces({ ...host, qs: new Qs(config.qs) }),
    // After what it may read in its queries
    models,
    new Uploads(host, config.uploads),
    new Languages({ ...config.language, host, log: config.log }),
    new SharedDataFeature(host, config.sharedData),
    new Downloads(host, config.downloads),
    new BackgroundEvents(
      new TaskRunner({ ...host, registry: host.states, ...config.background }),
      host.updates
    ),
  ]
}
