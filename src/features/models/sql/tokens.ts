/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A part of a statement: a keyword or name, a quoted name, or a sign. Values and comments are left out. */
export interface Token {
  kind: 'word' | 'name' | 'sign'
  /** Words are in lower case, quoted names as they are. */
  text: string
}

const WORD = /[\p{L}_][\p{L}\p{N}_$]*/uy
const SPACE = /\s+/y
const NUMBER = /\d[\w.]*/y
const DOLLAR = /\$(?:[\p{L}_][\p{L}\p{N}_]*)?\$/uy
const LINE_END = /\r\n|\n|\r|$/g

/** The end of what a quote at `start` opens, past its closing quote; doubled quotes are part of it. */
function quotedEnd(sql: string, start: number, quote: string, hasBackslashes: boolean): number {
  for (let at = start + 1; at < sql.length; at++) {
    if (hasBackslashes && sql[at] === '\\') at++
    else if (sql[at] === quote) {
      if (sql[at + 1] !== quote) return at + 1
      at++
    }
  }
  return sql.length
}

/** The end of a comment, which may have others in it. */
function commentEnd(sql: string, start: number): number {
  let depth = 0
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith('/*', at)) {
      depth++
      at++
    } else if (sql.startsWith('*/', at)) {
      at++
      if (--depth === 0) return at + 1
    }
  }
  return sql.length
}

function lineEnd(sql: string, start: number): number {
  LINE_END.lastIndex = start
  return LINE_END.exec(sql)?.index ?? sql.length
}

function matchAt(pattern: RegExp, sql: string, at: number): string | undefined {
  pattern.lastIndex = at
  return pattern.exec(sql)?.[0]
}

/**
 * Splits a statement, or several. Only so much of SQL is understood that what is in strings and comments is not taken
 * for code.
 *
 * @param isMysql - a backslash escapes in strings, `#` begins a comment, and `/*!` code
 */
export function tokens(sql: string, isMysql: boolean): Token[] {
  const found: Token[] = []
  let at = 0
  while (at < sql.length) {
    const sign = sql[at]
    const space = matchAt(SPACE, sql, at)
    const word = space === undefined ? matchAt(WORD, sql, at) : undefined
    if (space !== undefined) at += space.length
    else if (word !== undefined) {
      // PostgreSQL: E'…' has escapes
      const isEscaped = word.toLowerCase() === 'e' && sql[at + 1] === "'"
      if (isEscaped) at = quotedEnd(sql, at + 1, "'", true)
      else {
        found.push({ kind: 'word', text: word.toLowerCase() })
        at += word.length
      }
    } else if (sql.startsWith('--', at) || (isMysql && sign === '#')) at = lineEnd(sql, at)
    else if (isMysql && /^\/\*M?!/.test(sql.slice(at, at + 4))) {
      // Its content is run: only the marks around it go
      at = sql.indexOf('!', at) + 1
      at += matchAt(NUMBER, sql, at)?.length ?? 0
    } else if (sql.startsWith('/*', at)) {
      if (isMysql) {
        const end = sql.indexOf('*/', at + 2)
        at = end < 0 ? sql.length : end + 2
      } else at = commentEnd(sql, at)
    } else if (sign === "'") at = quotedEnd(sql, at, sign, isMysql)
    else if (sign === '"' || sign === '`' || (sign === '[' && /^\[\w+\]/.test(sql.slice(at)))) {
      const close = sign === '[' ? ']' : sign
      const end = quotedEnd(sql, at, close, isMysql && sign === '"')
      found.push({ kind: 'name', text: sql.slice(at + 1, end - 1) })
      at = end
    } else {
      const dollar = sign === '$' ? matchAt(DOLLAR, sql, at) : undefined
      const number = matchAt(NUMBER, sql, at)
      if (dollar !== undefined) {
        const end = sql.indexOf(dollar, at + dollar.length)
        at = end < 0 ? sql.length : end + dollar.length
      } else if (number !== undefined) at += number.length
      else {
        found.push({ kind: 'sign', text: sign })
        at++
      }
    }
  }
  return found
}
