/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { wrappedStatements } from '../capture/main.ts'
import type { KnexClient, KnexStatement } from '../capture/main.ts'
import { columnName, lastPart } from '../sql/main.ts'
import type { Columns, Condition } from './read.ts'

/** What the clauses of a query say. */
export interface Clauses {
  /** Whether they name no other table than the query's, as far as it was understood. */
  isPlain: boolean
  columns: Columns
  deciding: Columns
  conditions: Condition[]
  /** Names that selected columns have in the result, where they are not their own. */
  aliases: string[]
  /** Whether rows are put together, counted or made distinct. */
  isGrouped: boolean
}

type Finding = Set<string> | 'all'

function add(to: Finding, ...columns: string[]): Finding {
  if (to === 'all') return to
  for (const column of columns) to.add(columnName(column))
  return to
}

function isScalar(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean', 'bigint'].includes(typeof value)
}

/** What stands for a query, and not for a value. */
function isQuery(value: unknown): boolean {
  if (typeof value === 'function') return true
  return typeof value === 'object' && value !== null && 'toSQL' in value
}

/** Collects what clauses say, one by one. */
class ClauseReader {
  readonly #client: KnexClient
  isPlain = true
  selected: Finding = new Set()
  deciding: Finding = new Set()
  readonly conditions: Condition[] = []
  readonly aliases: string[] = []
  isGrouped = false

  constructor(client: KnexClient) {
    this.#client = client
  }

  read(statements: readonly KnexStatement[]): void {
    const wheres = statements.filter(({ grouping }) => grouping === 'where')
    const isAnd = !wheres.slice(1).some(({ bool }) => bool === 'or')
    for (const statement of statements) {
      const { grouping, value } = statement
      if (grouping === 'where') this.#where(statement, isAnd)
      else if (grouping === 'columns') this.#select(statement)
      else if (grouping === 'order') this.#decide(value)
      else if (grouping === 'group') {
        this.isGrouped = true
        for (const column of Array.isArray(value) ? value : [value]) this.#decide(column)
      } else if (grouping !== 'hintComments' && grouping !== 'comments') this.#giveUp()
    }
  }

  #giveUp(): void {
    this.isPlain = false
    this.deciding = 'all'
  }

  #decide(column: unknown): void {
    if (typeof column === 'string') this.deciding = add(this.deciding, column)
    else this.#giveUp()
  }

  #where(where: KnexStatement, isAnd: boolean): void {
    const { type, column, value, operator, not } = where
    if (type === 'whereWrapped' && typeof value === 'function') {
      this.#wrapped(value as (builder: unknown) => unknown, isAnd && !not)
      return
    }
    this.#decide(column)
    if (typeof column !== 'string') return
    if (where.asColumn) this.#decide(value)
    else if (isQuery(value) || (Array.isArray(value) && value.some(isQuery))) this.#giveUp()
    else if (isAnd && !not) {
      if (type === 'whereNull') this.#condition(column, [null])
      else if (type === 'whereIn' && Array.isArray(value)) this.#condition(column, value)
      else if (type === 'whereBasic' && operator === '=') this.#condition(column, [value])
    }
  }

  #condition(column: string, values: unknown[]): void {
    const name = lastPart(column)
    // What is within a JSON column cannot be read as easily
    const isColumn = /^[\w$]+$/.test(name)
    if (isColumn && values.every(isScalar)) this.conditions.push({ column: name, values })
  }

  /** A group of wheres: their columns decide, and where all have to hold, so do its conditions. */
  #wrapped(describe: (builder: unknown) => unknown, holds: boolean): void {
    const inner = new ClauseReader(this.#client)
    inner.read(wrappedStatements(this.#client, describe))
    if (holds) this.conditions.push(...inner.conditions)
    if (!inner.isPlain || inner.deciding === 'all') this.#giveUp()
    else this.deciding = add(this.deciding, ...inner.deciding)
  }

  #select({ value, type, distinct, distinctOn, method }: KnexStatement): void {
    if (distinct || distinctOn || type?.startsWith('aggregate')) this.isGrouped = true
    if (type === 'aggregate' && method === 'count' && value === '*') return
    if (type !== undefined && type !== 'pluck' && type !== 'aggregate') {
      this.selected = 'all'
      this.isPlain = false
      return
    }
    for (const column of Array.isArray(value) ? (value as unknown[]) : [value])
      this.#selectOne(column, type)
  }

  #selectOne(column: unknown, type: string | undefined): void {
    if (typeof column === 'object' && column !== null && !isQuery(column)) {
      // { alias: 'column' }
      for (const [alias, name] of Object.entries(column)) {
        this.aliases.push(alias)
        this.#selectOne(name, type)
      }
    } else if (typeof column === 'string') {
      const [name, alias] = column.trim().split(/\s+as\s+/i)
      if (alias !== undefined) this.aliases.push(alias.trim())
      if (lastPart(name) !== '*') this.selected = add(this.selected, name)
      // `count(*)` has no column, and reads none
      else if (type !== 'aggregate') this.selected = 'all'
    } else {
      this.selected = 'all'
      this.isPlain = false
    }
  }
}

/**
 * Reads the clauses of a query.
 *
 * @param client - of the query
 */
export function readClauses(statements: readonly KnexStatement[], client: KnexClient): Clauses {
  const reader = new ClauseReader(client)
  reader.read(statements)
  const { selected, deciding, conditions, aliases, isPlain, isGrouped } = reader
  // Nothing selected means everything
  const hasColumns = statements.some(({ grouping }) => grouping === 'columns')
  const isAll = !hasColumns || selected === 'all' || deciding === 'all'
  const columns = isAll ? 'all' : new Set([...selected, ...deciding])
  return { columns, deciding, conditions, aliases, isPlain, isGrouped }
}
