/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EVERY_TABLE } from './names.ts'
import type { Operation } from './operation.ts'
import { TokenReader } from './token_reader.ts'
import { tokens } from './tokens.ts'
import type { Token } from './tokens.ts'

/** A table that a statement writes to. */
export interface WrittenTable {
  /** {@link EVERY_TABLE} where the statement does not say. */
  table: string
  operation: Operation
}

/** What may stand between a verb and its table. */
const MODIFIERS = new Set([
  'or',
  'replace',
  'ignore',
  'abort',
  'fail',
  'rollback',
  'low_priority',
  'high_priority',
  'delayed',
  'quick',
  'into',
  'only',
  'table',
  'if',
  'exists',
])

/** An `update` or `delete` after one of these is not a statement: `for update`, `on delete`, `do update`. */
const CLAUSES = new Set(['for', 'key', 'on', 'do', 'before', 'after', 'or', 'then', 'instead'])

/** Statements that write nothing, unless a verb is found in them. */
const HARMLESS = new Set(
  (
    'select values table with show describe desc explain pragma use set begin start commit end rollback savepoint ' +
    'release lock unlock vacuum analyze analyse reindex listen unlisten notify checkpoint fetch declare close move ' +
    'discard reset deallocate prepare attach detach grant revoke comment create optimize kill flush check cluster'
  ).split(' ')
)

/** Statements that may do whatever they were written to do. */
const OPAQUE = new Set(['call', 'do', 'exec', 'execute', 'refresh'])

/** What can be dropped or altered without a change of rows. */
const WITHOUT_ROWS = new Set(
  'index trigger function procedure type sequence role user extension policy event domain default'.split(
    ' '
  )
)

const EVERY: WrittenTable = { table: EVERY_TABLE, operation: 'any' }

/** A list of names, with their aliases, up to what ends it. */
function takeNames(reader: TokenReader, ends: ReadonlySet<string>): string[] {
  const names: string[] = []
  let isExpected = true
  let depth = 0
  while (!reader.isAtEnd) {
    const word = reader.wordAt()
    if (depth === 0 && word !== undefined && ends.has(word)) break
    if (reader.isSign('(')) depth++
    else if (reader.isSign(')') && --depth < 0) break
    else if (depth === 0 && (reader.isSign(',') || word === 'join')) isExpected = true
    else if (depth === 0 && isExpected && !(word !== undefined && MODIFIERS.has(word))) {
      const name = reader.takeName()
      if (name !== undefined) {
        names.push(name)
        isExpected = false
        continue
      }
    }
    reader.at++
  }
  return names
}

/** The tables of a verb, whose token is behind the reader; undefined where it is not a verb. */
function writtenBy(verb: string, before: string | undefined, reader: TokenReader) {
  // `replace(…)`, `insert(…)` and `truncate(…)` are functions as well
  if (reader.isSign('(') || (before !== undefined && CLAUSES.has(before))) return undefined
  if (verb === 'insert' || verb === 'replace') {
    const isUpsert = verb === 'replace' || reader.wordAt() === 'or'
    reader.skip(MODIFIERS)
    const mayUpdate = isUpsert || reader.has('conflict') || reader.has('duplicate')
    const table = reader.takeName() ?? EVERY_TABLE
    return [{ table, operation: mayUpdate ? 'any' : 'insert' } satisfies WrittenTable]
  }
  if (verb === 'merge') {
    reader.skip(MODIFIERS)
    return [{ table: reader.takeName() ?? EVERY_TABLE, operation: 'any' } satisfies WrittenTable]
  }
  if (verb === 'update') {
    const names = takeNames(reader, new Set(['set']))
    return names.map((table) => ({ table, operation: 'update' }) satisfies WrittenTable)
  }
  if (verb === 'truncate') {
    const names = takeNames(reader, new Set(['restart', 'continue', 'cascade', 'restrict']))
    if (reader.has('cascade')) return [EVERY]
    return names.map((table) => ({ table, operation: 'delete' }) satisfies WrittenTable)
  }
  const ends = new Set(['where', 'using', 'order', 'limit', 'returning', 'from'])
  reader.skip(MODIFIERS)
  const isPlain = reader.wordAt() === 'from'
  if (isPlain) reader.at++
  const names = takeNames(reader, ends)
  return names.map((table) => ({ table, operation: 'delete' }) satisfies WrittenTable)
}

const VERBS = new Set(['insert', 'replace', 'update', 'delete', 'truncate', 'merge'])

/** What statements of their own kind write to, by their first word; undefined for all others. */
function writtenByKind(first: string, reader: TokenReader): WrittenTable[] | undefined {
  if (OPAQUE.has(first)) return [EVERY]
  if (first === 'drop' || first === 'alter' || first === 'rename') {
    const kind = reader.wordAt(1)
    if (kind !== undefined && WITHOUT_ROWS.has(kind)) return []
    if (kind !== 'table') return [EVERY]
    reader.at += 2
    reader.skip(MODIFIERS)
    const names = first === 'alter' ? [reader.takeName()] : takeNames(reader, new Set(['cascade']))
    return names.map((table) => ({ table: table ?? EVERY_TABLE, operation: 'any' }))
  }
  if (first === 'copy') {
    reader.at++
    const table = reader.takeName()
    return table !== undefined && reader.has('from') ? [{ table, operation: 'insert' }] : []
  }
  if (first === 'load') {
    while (!reader.isAtEnd && reader.wordAt() !== 'into') reader.at++
    reader.skip(MODIFIERS)
    return [{ table: reader.takeName() ?? EVERY_TABLE, operation: 'any' }]
  }
  return undefined
}

function writtenByStatement(statement: Token[]): WrittenTable[] {
  const reader = new TokenReader(statement)
  while (reader.takeSign('('));
  const first = reader.wordAt()
  if (first === undefined) return []
  const ofKind = writtenByKind(first, reader)
  if (ofKind !== undefined) return ofKind

  const written: WrittenTable[] = []
  let before: string | undefined
  while (!reader.isAtEnd) {
    const word = reader.wordAt()
    reader.at++
    if (word !== undefined && VERBS.has(word)) {
      const tables = writtenBy(word, before, reader)
      if (tables !== undefined) written.push(...(tables.length > 0 ? tables : [EVERY]))
    }
    before = word
  }
  const isKnown = written.length > 0 || HARMLESS.has(first) || VERBS.has(first)
  return isKnown ? written : [EVERY]
}

/**
 * The tables that a text of SQL writes to, in one or more statements. What is not understood may write to
 * {@link EVERY_TABLE}. A function that a `select` calls may write as well, which its text does not show.
 *
 * @param isMysql - see {@link tokens}
 */
export function writtenTables(sql: string, isMysql: boolean): WrittenTable[] {
  const statements: Token[][] = [[]]
  for (const token of tokens(sql, isMysql)) {
    if (token.kind === 'sign' && token.text === ';') statements.push([])
    else statements.at(-1)!.push(token)
  }
  return statements.flatMap(writtenByStatement)
}
