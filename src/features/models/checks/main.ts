/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What the doctor looks at of models and their tables. It is loaded by its command alone, where there is a database.
 */

import type { Database } from '@adonisjs/lucid/database'
import type { Check } from '../../../doctor/main.ts'
import type { BridgeMode, StateDefinition } from '../../../state/main.ts'
import type { OutsideWriters } from '../live_parts.ts'
import { bridgeNoneCheck } from './bridge_none.ts'
import { hiddenColumnsCheck } from './hidden_columns.ts'
import { missingIndexesCheck } from './missing_indexes.ts'
import { slowSearchCheck } from './slow_search.ts'
import { triggersCheck } from './triggers.ts'

export { modelStates } from './model_states.ts'

export interface ModelCheckParts {
  db: Database
  /** How events of a state run. */
  mode: (definition: StateDefinition) => BridgeMode
  /** How what other programs write is seen; undefined where it is not. */
  outside: OutsideWriters | undefined
}

export function modelChecks({ db, mode, outside }: ModelCheckParts): readonly Check[] {
  return [
    bridgeNoneCheck(mode),
    hiddenColumnsCheck,
    missingIndexesCheck(db),
    slowSearchCheck(db),
    triggersCheck(db, outside),
  ]
}
