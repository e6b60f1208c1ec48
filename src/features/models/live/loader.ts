/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { opaqueRead } from '../reads/main.ts'
import type { Read, ReadRecorder } from '../reads/main.ts'
import { tableName } from '../sql/main.ts'
import type { LiveQuery, TableOfConnection } from './contracts.ts'

/** What a query has come to for one tab. */
export interface Loaded<Result> {
  result: Result
  reads: Read[]
  /** What others have in common who may share the result. */
  key: string
  /** The part of it that is known before the query runs. */
  baseKey: string
}

/** Tables as changes name them. */
export function tablesOf(tables: readonly TableOfConnection[] = []): TableOfConnection[] {
  return tables.map(({ connection, table }) => ({ connection, table: tableName(table) }))
}

/** Values of a query as a text that tells a number from its digits. */
function textOf(values: readonly unknown[]): string {
  return JSON.stringify(values, (_, value: unknown) =>
    typeof value === 'bigint' ? `${value}n` : value
  )
}

async function prepare<Context, Result>(live: LiveQuery<Context, Result>, context: Context) {
  await live.permit?.(context)
  const audience = await live.audience(context)
  const query = live.query(context)
  // A clone: Lucid empties a part of the query while it makes a text of it
  const { sql, bindings } = query.clone().toSQL()
  const { name, mode = 'rows', pace = 0 } = live
  // The same text may be asked of another database, such as that of another tenant
  const connection = query.client?.connectionName
  return { query, baseKey: textOf([name, audience, mode, pace, connection, sql, bindings]) }
}

/**
 * Whom a tab would share a result with now, without its query being run.
 *
 * @throws what refuses the tab
 */
export async function baseKeyOf<Context, Result>(
  live: LiveQuery<Context, Result>,
  context: Context
): Promise<string> {
  const { baseKey } = await prepare(live, context)
  return baseKey
}

/**
 * Runs a query for a tab, and notes what it reads. Hooks of the model add to the query when it runs: so the text that
 * went to the database counts as well.
 *
 * @param context - the request of the tab
 */
export async function load<Context, Result>(
  live: LiveQuery<Context, Result>,
  context: Context,
  recorder: ReadRecorder
): Promise<Loaded<Result>> {
  const { query, baseKey } = await prepare(live, context)
  const { result, reads, first } = await recorder.record(() => live.result(query, context))
  const depends = tablesOf(live.depends).map(({ connection, table }) =>
    opaqueRead(connection, table)
  )
  const key = first === undefined ? baseKey : `${baseKey}\n${textOf([first.sql, first.bindings])}`
  return { result, reads: [...reads, ...depends], key, baseKey }
}
