/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import { triggerDialectOf } from '../triggers/main.ts'
import type { TriggerDialect } from '../triggers/main.ts'

/** An index of a table. */
export interface Index {
  /** In their order; empty for one of expressions alone. */
  columns: string[]
  /** Finds parts of texts. */
  isOfParts: boolean
}

/** A column of an index. */
interface IndexColumn {
  name: string
  column: string | null
  /** How the index looks up. */
  kind?: string | null
}

const READERS: Record<
  TriggerDialect,
  (client: QueryClientContract, table: string) => Promise<IndexColumn[]>
> = {
  async sqlite(client, table) {
    const rows = (await client.rawQuery(
      `select list.name as name, info.name as "column" from pragma_index_list(?) as list
        join pragma_index_info(list.name) as info order by list.name, info.seqno`,
      [table]
    )) as IndexColumn[]
    const keys = (await client.rawQuery(
      `select '' as name, name as "column" from pragma_table_info(?) where pk > 0 order by pk`,
      [table]
    )) as IndexColumn[]
    return [...rows, ...keys]
  },
  async postgres(client, table) {
    const { rows } = (await client.rawQuery(
      `select made.relname as name, att.attname as "column", ops.opcname as kind
        from pg_index ind
        join pg_class made on made.oid = ind.indexrelid
        cross join lateral unnest(ind.indkey::int[], ind.indclass::oid[]) with ordinality as part(num, class, place)
        left join pg_attribute att on att.attrelid = ind.indrelid and att.attnum = part.num
        left join pg_opclass ops on ops.oid = part.class
        where ind.indrelid = to_regclass(?) and part.place <= ind.indnkeyatts
        order by made.relname, part.place`,
      [table]
    )) as { rows: IndexColumn[] }
    return rows
  },
  async mysql(client, table) {
    const [rows] = (await client.rawQuery(
      `select index_name as name, column_name as \`column\`, index_type as kind from information_schema.statistics
        where table_schema = database() and table_name = ? order by index_name, seq_in_index`,
      [table]
    )) as [IndexColumn[]]
    return rows.filter(({ kind }) => kind === 'BTREE')
  },
}

/**
 * The indexes of a table, its primary key included.
 *
 * @returns undefined for a database that this cannot be asked
 */
export async function indexesOf(
  client: QueryClientContract,
  table: string
): Promise<Index[] | undefined> {
  const dialect = triggerDialectOf(client.dialect.name)
  if (!dialect) return undefined
  const columns = await READERS[dialect](client, table)
  return [...Map.groupBy(columns, ({ name }) => name).values()].map((parts) => ({
    columns: parts.map(({ column }) => column ?? ''),
    isOfParts: parts.some(({ kind }) => /^(gin|gist)_trgm_ops$/.test(kind ?? '')),
  }))
}

/**
 * Whether an index leads to a column.
 *
 * @param leads - columns that a query compares as well, which may stand before it
 */
export function leadsTo(
  { columns, isOfParts }: Index,
  column: string,
  leads: readonly (string | undefined)[]
): boolean {
  const at = columns.indexOf(column)
  return !isOfParts && at !== -1 && columns.slice(0, at).every((before) => leads.includes(before))
}
