/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { knownNote, recordNote } from '../../../state/main.ts'
import type { AnyRule } from '../../../policies/main.ts'
import type { GuardOptions } from './options.ts'
import type { ModelClass } from './typed_rules.ts'

/** Under which decorators note what they say, and name of the feature. */
export const GUARDS = 'guards'

/** A row that an event is about, and who may do it. */
export interface SubjectRule {
  rule: AnyRule
  model: ModelClass
  /** Name of the property of the first argument that has its key; undefined where the argument is the key. */
  by: string | undefined
}

/** What decorators say of one event, as they are written. */
export interface GuardNote {
  options: readonly GuardOptions[]
  subjects: readonly SubjectRule[]
}

const NOTHING: GuardNote = { options: [], subjects: [] }

/** Adds to what is said of an event, in this class and its parents: nothing that a parent asks is lost. */
export function noteGuard(constructor: object, event: string, more: Partial<GuardNote>): void {
  const known = (knownNote(constructor, GUARDS, event) as GuardNote | undefined) ?? NOTHING
  const note: GuardNote = {
    options: [...known.options, ...(more.options ?? [])],
    subjects: [...known.subjects, ...(more.subjects ?? [])],
  }
  recordNote(constructor, GUARDS, event, note)
}
