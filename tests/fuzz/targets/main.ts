/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Target } from '../target.ts'
import { addresses } from './addresses.ts'
import { forms } from './forms.ts'
import { frames } from './frames.ts'
import { hellos } from './hellos.ts'
import { journals } from './journals.ts'
import { records } from './records.ts'
import { tickets } from './tickets.ts'
import { upgrades } from './upgrades.ts'
import { wire } from './wire.ts'

/** All ways into the server that are fuzzed. */
export const targets: readonly Target[] = [
  upgrades,
  wire,
  frames,
  forms,
  addresses,
  tickets,
  hellos,
  records,
  journals,
]
