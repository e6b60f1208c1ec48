/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of accounts and guards. It is loaded by its command alone.
 */

import type { Check } from '../../../doctor/main.ts'
import { flowsCheck } from './flows.ts'
import { limiterCheck } from './limiter.ts'
import { openModelsCheck } from './open_models.ts'
import { sessionMiddlewareCheck } from './session_middleware.ts'
import { sessionTagsCheck } from './session_tags.ts'
import { unguardedEventsCheck } from './unguarded_events.ts'

export const authChecks: readonly Check[] = [
  flowsCheck,
  limiterCheck,
  openModelsCheck,
  sessionMiddlewareCheck,
  sessionTagsCheck,
  unguardedEventsCheck,
]
