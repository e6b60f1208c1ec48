/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { layered } from '../../../client/main.ts'
import { CHOICE_RULES } from './choice/styles.ts'
import { IMPORT_RULES } from './imports/styles.ts'
import { TABLE_RULES } from './table/styles.ts'

/** What is in `reflex-adonis/models/react.css`: the styles of all parts, for documents that no script has taken up yet. */
export const STYLE_SHEET = [TABLE_RULES, CHOICE_RULES, IMPORT_RULES].map(layered).join('\n')
