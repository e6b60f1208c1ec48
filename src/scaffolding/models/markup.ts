/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import type { Field } from './description.ts'
import { literal } from './rules.ts'

/** Names of things on pages: `Released on`. */
export function labelOf({ attribute }: Pick<Field, 'attribute'>): string {
  return string.sentenceCase(attribute)
}

/** What a field is called: by the relation where it names a row of another model. */
export function nameOf({ attribute, choice, belongsTo }: Field): string {
  return labelOf({ attribute: choice ? belongsTo!.relation : attribute })
}

/** The field of a form, with its label and what is wrong with it. */
export function formField(field: Field): string {
  const { attribute, kind, isNullable, choice } = field
  const error = `<FieldError of={form} name="${attribute}" className="crud-error" />`
  const label = `<label htmlFor="${attribute}">${nameOf(field)}</label>`
  const control = controlOf(field)
  if (choice) return `<div className="crud-field">\n${control}\n${error}\n</div>`
  return kind === 'boolean' && !isNullable
    ? `<div className="crud-field crud-check">\n${control}\n${label}\n${error}\n</div>`
    : `<div className="crud-field">\n${label}\n${control}\n${error}\n</div>`
}

function controlOf(field: Field): string {
  const { attribute, kind, isNullable, choices = [], choice } = field
  if (choice) return `<ChoiceSelect of={form} name="${attribute}" label="${nameOf(field)}" />`
  const given = (props: string) => `id="${attribute}" {...${props}(form, '${attribute}')}`
  if (kind === 'boolean' && isNullable) return selectOf(given('selectProps'), booleanOptions())
  if (kind === 'enum') {
    const options = choices.map((each): [string, string] => [each, labelOfChoice(each)])
    return selectOf(given('selectProps'), options)
  }
  if (kind === 'longText') return `<textarea ${given('textareaProps')} rows={4} />`
  return `<input ${given('fieldProps')}${typeOf(field)} />`
}

/** The filter of a list, as a table has it. */
export function filterOf(field: Field): string {
  const { attribute, kind, choices = [], choice } = field
  const named = `name: '${attribute}', label: ${literal(nameOf(field))}`
  if (choice) return `{ ${named} }`
  const options =
    kind === 'boolean'
      ? booleanOptions()
      : choices.map((each): [string, string] => [each, labelOfChoice(each)])
  const listed = options.map(([value, label]) => `[${literal(value)}, ${literal(label)}]`)
  return `{ ${named}, options: [${listed.join(', ')}] }`
}

/** Searches the choices of a field, outside of its form. */
export function searchOf({ list, name, label }: Record<'list' | 'name' | 'label', string>): string {
  return `<ChoiceSearch of={${list}} name="${name}" label="${label}" />\n`
}

/** The column of a list, as a table has it. */
export function columnOf(field: Field, uses: { isSorted: boolean; isEditable: boolean }): string {
  const { attribute, kind, belongsTo, choice } = field
  const parts = [
    `name: '${choice ? belongsTo!.relation : attribute}'`,
    `label: ${literal(nameOf(field))}`,
    ...(uses.isSorted ? ['sortable: true'] : []),
    ...(uses.isEditable ? ['editable: true'] : []),
    ...(kind === 'date' ? [`render: (value) => String(value ?? '').slice(0, 10)`] : []),
    ...(kind === 'dateTime'
      ? [`render: (value) => String(value ?? '').slice(0, 16).replace('T', ' ')`]
      : []),
  ]
  return `{ ${parts.join(', ')} }`
}

function booleanOptions(): [string, string][] {
  return [
    ['true', 'Yes'],
    ['false', 'No'],
  ]
}

function selectOf(attributes: string, options: [string, string][]): string {
  const lines = options.map(
    ([value, label]) => `<option value=${quoted(value)}>{${literal(label)}}</option>`
  )
  return `<select ${attributes}>\n<option value="" />\n${lines.join('\n')}\n</select>`
}

function quoted(value: string): string {
  return /["&]/.test(value) ? `{${literal(value)}}` : `"${value}"`
}

function labelOfChoice(choice: string): string {
  return string.sentenceCase(choice) || choice
}

/** What a field has that its validator does not say. */
function typeOf({ kind, digits }: Field): string {
  if (kind === 'decimal' && digits) return ` step={${10 ** -digits[1]}}`
  return kind === 'time' ? ' type="time"' : ''
}
