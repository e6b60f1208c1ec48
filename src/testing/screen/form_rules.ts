/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isField } from '../../client/main.ts'
import type { Field } from '../../client/main.ts'
import { show } from '../difference.ts'
import { isShortEntry } from './fields.ts'
import { labelOf } from './labels.ts'

/** The attributes that are rules, by how a browser says that one is broken. */
const RULES: Partial<Record<keyof ValidityState, string>> = {
  valueMissing: 'required',
  typeMismatch: 'type',
  badInput: 'type',
  patternMismatch: 'pattern',
  rangeUnderflow: 'min',
  rangeOverflow: 'max',
  stepMismatch: 'step',
}

/**
 * The fields for which a browser keeps a form from being sent, with the rules that they break.
 *
 * @param button - that is pressed
 */
export function brokenRules(form: HTMLFormElement, button?: HTMLElement): string[] {
  if (form.noValidate || button?.hasAttribute('formnovalidate')) return []
  return [...form.elements].flatMap((field) => {
    const rules = isField(field) && field.willValidate ? rulesOf(field) : []
    if (rules.length === 0) return []
    const label = labelOf(field as HTMLElement)
    return [`${label} holds ${show((field as Field).value)} (${rules.join(', ')})`]
  })
}

function rulesOf(field: Field): string[] {
  const broken = Object.entries(RULES).filter(([flag]) => field.validity[flag as 'valid'])
  const names = broken.map(([, name]) => name)
  // Only what somebody has entered can be too short
  if (isShortEntry(field)) names.push('minlength')
  return names.map((name) => {
    const value = field.getAttribute(name)
    return value === null || value === '' ? name : `${name}=${JSON.stringify(value)}`
  })
}
