/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import string from '@adonisjs/core/helpers/string'
import type { Field } from './description.ts'
import { isEmail, literal } from './rules.ts'

/** Names of things on pages: `Released on`. */
export function labelOf({ attribute }: Pick<Field, 'attribute'>): string {
  return string.sentenceCase(attribute)
}

/** The field of a form, with its label and what is wrong with it. */
export function formField(field: Field): string {
  const { attribute, kind, isNullable } = field
  const control = controlOf(field)
  const error = `<span id="${attribute}-error" role="alert">{errors.${attribute}}</span>`
  const label =
    kind === 'boolean' && !isNullable
      ? ''
      : `<label htmlFor="${attribute}">${labelOf(field)}</label>{' '}`
  const behind =
    kind === 'boolean' && !isNullable
      ? ` <label htmlFor="${attribute}">${labelOf(field)}</label>`
      : ''
  return `<p>\n${label}\n${control}${behind}\n${error}\n</p>`
}

function controlOf(field: Field): string {
  const { attribute, kind, isNullable, choices = [] } = field
  const required = field.isRequired ? ' required' : ''
  const common = `id="${attribute}" name="${attribute}" {...invalid('${attribute}')}`
  const value = (length?: number) =>
    length === undefined
      ? ` defaultValue={text('${attribute}')}`
      : ` defaultValue={text('${attribute}').slice(0, ${length})}`
  if (kind === 'boolean' && !isNullable) {
    return `<input ${common} type="checkbox" value="true" defaultChecked={isOn('${attribute}')} />`
  }
  if (kind === 'boolean') {
    const current = `defaultValue={text('${attribute}') && String(isOn('${attribute}'))}`
    return selectOf(`${common} ${current}`, booleanOptions(), true)
  }
  if (kind === 'enum') {
    const options = choices.map((choice): [string, string] => [choice, labelOfChoice(choice)])
    return selectOf(`${common}${required}${value()}`, options, true)
  }
  if (kind === 'longText') return `<textarea ${common}${required} rows={4}${value()} />`
  return `<input ${common}${typeOf(field)}${required}${value(lengthOf(field))} />`
}

/** What the filter of a field looks like. */
export function filterField(field: Field, list: string): string {
  const { attribute, kind, choices = [] } = field
  const common = `id="filter-${attribute}" name="${attribute}"`
  const value = `defaultValue={String(${list}.filters.${attribute} ?? '')}`
  const options =
    kind === 'boolean'
      ? booleanOptions()
      : choices.map((choice): [string, string] => [choice, labelOfChoice(choice)])
  const control =
    kind === 'integer' || kind === 'uuid'
      ? `<input ${common}${kind === 'integer' ? ' type="number"' : ''} ${value} />`
      : selectOf(`${common} ${value}`, options, true)
  return `<label htmlFor="filter-${attribute}">${labelOf(field)}</label>{' '}\n${control}`
}

/** What a cell of the list shows. */
export function cellOf(field: Field): string {
  const { attribute, kind, isNullable } = field
  const value = `row.${attribute}`
  if (kind === 'boolean') {
    const yesOrNo = `${value} ? 'Yes' : 'No'`
    return isNullable ? `{${value} === null ? '' : ${yesOrNo}}` : `{${yesOrNo}}`
  }
  if (kind === 'date') return `{String(${value} ?? '').slice(0, 10)}`
  if (kind === 'dateTime') return `{String(${value} ?? '').slice(0, 16).replace('T', ' ')}`
  return `{${value}}`
}

function booleanOptions(): [string, string][] {
  return [
    ['true', 'Yes'],
    ['false', 'No'],
  ]
}

function selectOf(attributes: string, options: [string, string][], hasNone: boolean): string {
  const all: [string, string][] = [...(hasNone ? [['', ''] as [string, string]] : []), ...options]
  const lines = all.map(([value, label]) =>
    value === ''
      ? '<option value="" />'
      : `<option value=${quoted(value)}>{${literal(label)}}</option>`
  )
  return `<select ${attributes}>\n${lines.join('\n')}\n</select>`
}

function quoted(value: string): string {
  return /["&]/.test(value) ? `{${literal(value)}}` : `"${value}"`
}

function labelOfChoice(choice: string): string {
  return string.sentenceCase(choice) || choice
}

/** Characters of a value that a field of a browser takes. */
function lengthOf({ kind }: Field): number | undefined {
  if (kind === 'date') return 10
  return kind === 'dateTime' ? 16 : undefined
}

function typeOf(field: Field): string {
  const { kind, maxLength, range, digits } = field
  switch (kind) {
    case 'integer': {
      const isWide = range === undefined || range[1] > 2 ** 32
      return ` type="number" step={1}${isWide ? '' : ` min={${range[0]}} max={${range[1]}}`}`
    }
    case 'decimal':
      return ` type="number" step=${digits ? `{${10 ** -digits[1]}}` : '"any"'}`
    case 'float':
      return ' type="number" step="any"'
    case 'date':
      return ' type="date"'
    case 'dateTime':
      return ' type="datetime-local"'
    case 'time':
      return ' type="time"'
    default: {
      const type = isEmail(field) ? ' type="email"' : ''
      return `${type}${maxLength === undefined ? '' : ` maxLength={${maxLength}}`}`
    }
  }
}
