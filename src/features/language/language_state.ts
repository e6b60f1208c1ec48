/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LANGUAGE_STATE_ID } from '../../protocol/main.ts'
import { AppState } from '../../state/main.ts'

/**
 * The state by which pages switch to another language. It has no vars: the language is that of the
 * last request, and its one event is run by the feature.
 */
export class LanguageState extends AppState {
  static id = LANGUAGE_STATE_ID
  static bridge = 'full' as const
}
