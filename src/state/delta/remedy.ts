/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Collection, Item, Paginator } from '@adonisjs/core/transformers'

const REMEDY = {
  model:
    'Choose what a page may see: { id: row.id, name: row.name }, or await this.$serialize(RowTransformer.transform(row))',
  resource: 'Write await this.$serialize(RowTransformer.transform(rows)), for one row or a list',
  dateTime: 'Write toISO()',
  date: 'Write toISOString()',
  action: 'Yield the action, and return the value. A list that is returned has actions alone',
  map: 'Write Object.fromEntries(map), or keep it in an undecorated (backend) var',
  set: 'Write [...set], or keep it in an undecorated (backend) var',
  other:
    'Take plain values out of it. What only handlers need is in an undecorated (backend) var, as far as it is data, or loaded again in each event',
}

/**
 * What to write instead of a value that JSON does not keep.
 */
export function remedyFor(value: unknown): string {
  if (typeof value !== 'object' || value === null) return REMEDY.other
  if (value instanceof Date) return REMEDY.date
  if (value instanceof Map) return REMEDY.map
  if (value instanceof Set) return REMEDY.set
  if (value instanceof Item || value instanceof Collection || value instanceof Paginator) {
    return REMEDY.resource
  }
  // Their class stands further up
  if (value.constructor?.name === 'BrowserAction') return REMEDY.action
  // Lucid is not there in each application, and neither is Luxon
  if ('$attributes' in value && 'serialize' in value) return REMEDY.model
  if ('toISO' in value) return REMEDY.dateTime
  return REMEDY.other
}
