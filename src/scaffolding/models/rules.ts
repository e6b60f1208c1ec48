/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Field, ModelDescription } from './description.ts'

/** What the value of a field of a browser for a date and a time looks like, and what databases say. */
const DATE_TIME_FORMATS = `['YYYY-MM-DDTHH:mm', 'YYYY-MM-DDTHH:mm:ss', 'iso8601']`

/** A text as a literal. */
export function literal(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`
}

/** The rule of a field in the validator of the form. */
export function formRule(field: Field, description: ModelDescription): string {
  const rule = `${valueRule(field)}${uniqueRule(field, description)}`
  // A checkbox that is off is not sent
  if (field.kind === 'boolean' && !field.isNullable) {
    return `${rule}.parse((value) => value ?? false)`
  }
  return `${rule}${field.isNullable ? '.nullable()' : ''}${dateRule(field)}`
}

/** The rule of a field in the validator of the filters. */
export function filterRule(field: Field): string {
  return `${valueRule(field)}.optional()`
}

function valueRule({ kind, attribute, ...field }: Field): string {
  switch (kind) {
    case 'integer':
      return `vine.number().withoutDecimals()${rangeRule(field)}`
    case 'decimal':
      return `vine.number()${digitsRule(field)}`
    case 'float':
      return 'vine.number()'
    case 'boolean':
      return 'vine.boolean()'
    case 'date':
      return 'vine.date()'
    case 'dateTime':
      return `vine.date({ formats: ${DATE_TIME_FORMATS} })`
    case 'time':
      return String.raw`vine.string().regex(/^\d\d:\d\d(:\d\d)?$/)`
    case 'uuid':
      return 'vine.string().uuid()'
    case 'enum':
      return `vine.enum([${(field.choices ?? []).map(literal).join(', ')}] as const)`
    default: {
      const format = isEmail({ attribute }) ? '.email()' : ''
      const most = field.maxLength === undefined ? '' : `.maxLength(${field.maxLength})`
      return `vine.string().trim()${format}${most}`
    }
  }
}

/** Whether a text is an address of mails. */
export function isEmail({ attribute }: Pick<Field, 'attribute'>): boolean {
  return /e_?mail$/i.test(attribute)
}

function rangeRule({ range }: Omit<Field, 'kind' | 'attribute'>): string {
  return range === undefined ? '' : `.range([${range[0]}, ${range[1]}])`
}

function digitsRule({ digits }: Omit<Field, 'kind' | 'attribute'>): string {
  if (digits === undefined) return ''
  const [before, behind] = digits
  const most = 10 ** before - 10 ** -behind
  const range = Number.isSafeInteger(10 ** before) ? `.range([${-most}, ${most}])` : ''
  return `.decimal([0, ${behind}])${range}`
}

/** Lucid has dates as Luxon does. A transformation is asked for null as well. */
function dateRule({ kind, isNullable }: Field): string {
  if (kind !== 'date' && kind !== 'dateTime') return ''
  return `.transform((date) => ${isNullable ? 'date && ' : ''}DateTime.fromJSDate(date))`
}

function uniqueRule(field: Field, { table, key, owner, model }: ModelDescription): string {
  const isText = ['text', 'longText', 'uuid', 'integer', 'decimal', 'float'].includes(field.kind)
  if (field.unique === undefined || !isText) return ''
  const keyColumn = model.$getColumn(key)?.columnName ?? key
  const ofOwner = field.unique === 'owner' ? `query.where(${literal(owner!.column)}, owner)\n` : ''
  const names = field.unique === 'owner' ? '{ id, owner }' : '{ id }'
  return `.unique({
    table: ${literal(table.name)},
    column: ${literal(field.name)},${connectionOf(model.connection)}
    filter: (query, _, field) => {
      const ${names} = field.meta as ${field.unique === 'owner' ? 'RowOfForm' : "Pick<RowOfForm, 'id'>"}
      ${ofOwner}if (id !== null) query.whereNot(${literal(keyColumn)}, id)
    },
  })`
}

function connectionOf(connection: string | undefined): string {
  return connection === undefined ? '' : `\n    connection: ${literal(connection)},`
}
