/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Change, Id } from '../capture/main.ts'
import type { Operation } from '../sql/main.ts'

/** A change as it is told to other processes; 0 stands for all. There are ids in it, and no values of rows. */
export type WireChange = [
  connection: string,
  table: string,
  operation: Operation,
  key: string,
  ids: Id[] | 0,
  columns: string[] | 0,
]

/** How often tables were changed, in the order of the names. */
export type WireVersions = [connection: string, table: string, version: number][]

/** What a process tells of its writes. */
export type ChangeMessage = {
  /** Which process. */
  p: string
  /** What was changed; left out of a heartbeat. */
  c?: WireChange[]
  /** Versions of tables: of those in the message, or in a heartbeat of those that were changed lately. */
  v: WireVersions
  /** Milliseconds since the process told of something for the first time; in a heartbeat alone. */
  up?: number
  /** Connections over which it has ever written; in a heartbeat alone. */
  on?: string[]
  /** The process ends. */
  bye?: true
}

const OPERATIONS = new Set<unknown>(['insert', 'update', 'delete', 'any'] satisfies Operation[])

function isText(value: unknown): boolean {
  return typeof value === 'string'
}

function isId(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

/** A list, or one that is left out. */
function isListOf(value: unknown, isPart: (part: unknown) => boolean): boolean {
  return value === undefined || (Array.isArray(value) && value.every(isPart))
}

function isWireChange(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const [connection, table, operation, key, ids, columns] = value as unknown[]
  return (
    [connection, table, key].every(isText) &&
    OPERATIONS.has(operation) &&
    (ids === 0 || (ids !== undefined && isListOf(ids, isId))) &&
    (columns === 0 || (columns !== undefined && isListOf(columns, isText)))
  )
}

function isWireVersion(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  const [connection, table, version] = value as unknown[]
  return isText(connection) && isText(table) && Number.isSafeInteger(version)
}

/**
 * Believes nothing of a message: another release of the application may have sent it, whose messages are others.
 *
 * @returns undefined for what is none
 */
export function readMessage(value: unknown): ChangeMessage | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  const { p, c, v, up, on, bye } = value as Record<keyof ChangeMessage, unknown>
  const isOne =
    isText(p) &&
    isListOf(c, isWireChange) &&
    Array.isArray(v) &&
    v.every(isWireVersion) &&
    (up === undefined || typeof up === 'number') &&
    isListOf(on, isText) &&
    (bye === undefined || bye === true)
  return isOne ? (value as ChangeMessage) : undefined
}

export function toWire({ connection, table, operation, key, ids, columns }: Change): WireChange {
  return [
    connection,
    table,
    operation,
    key,
    ids === 'all' ? 0 : [...ids],
    columns === 'all' ? 0 : [...columns],
  ]
}

export function fromWire([connection, table, operation, key, ids, columns]: WireChange): Change {
  return { connection, table, operation, key, ids: ids || 'all', columns: columns || 'all' }
}
