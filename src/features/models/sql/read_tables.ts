/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EVERY_TABLE } from './names.ts'
import { TokenReader } from './token_reader.ts'
import { tokens } from './tokens.ts'

/** What may stand between a comma and a name, or in place of one. */
const NO_NAMES = new Set(['only', 'lateral', 'table', 'select', 'values', 'with'])

/** What begins a list of tables. */
const LISTS = new Set(['from', 'join', 'straight_join'])

/** What ends a list of tables. */
const ENDS = new Set(
  'select where group order having limit offset union intersect except window fetch returning set'.split(
    ' '
  )
)

/**
 * The tables that a text of SQL reads from. Names of its own `with` are among them, which do no harm, and functions
 * that yield rows.
 *
 * @param isMysql - see {@link tokens}
 * @returns {@link EVERY_TABLE} alone where nothing is found: a procedure may read whatever it likes
 */
export function readTables(sql: string, isMysql: boolean): string[] {
  const reader = new TokenReader(tokens(sql, isMysql))
  const found = new Set<string>()
  /** For each open parenthesis, whether a list of tables is in it. */
  const lists = [false]
  let isExpected = false
  while (!reader.isAtEnd) {
    const word = reader.wordAt()
    if (isExpected && !reader.isSign('(') && !NO_NAMES.has(word ?? '')) {
      const name = reader.takeName()
      if (name !== undefined) {
        found.add(name)
        isExpected = false
        continue
      }
    }
    if (reader.isSign('(')) lists.push(isExpected)
    else if (reader.isSign(')')) {
      if (lists.length > 1) lists.pop()
      isExpected = false
    } else if (reader.isSign(',')) isExpected = lists.at(-1)!
    else if (word !== undefined && LISTS.has(word)) {
      lists[lists.length - 1] = true
      isExpected = true
    } else if (word !== undefined && ENDS.has(word)) {
      lists[lists.length - 1] = false
      isExpected = false
    }
    reader.at++
  }
  return found.size > 0 ? [...found] : [EVERY_TABLE]
}
