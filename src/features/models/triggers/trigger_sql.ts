/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Where triggers note what was changed. */
export const LOG_TABLE = 'reflex_changes'

/** The databases that triggers are written for. */
export type TriggerDialect = 'sqlite' | 'postgres' | 'mysql'

/** A table to note the changes of, with its primary key. */
export interface NotedTable {
  table: string
  key: string
}

/** Statements that make something, and those that remove it. */
export interface Statements {
  up: string[]
  down: string[]
}

const QUOTES: Record<TriggerDialect, string> = { sqlite: '"', postgres: '"', mysql: '`' }

const FUNCTION = 'reflex_note_change'

/** What PostgreSQL runs for each row, or for a statement that has none. */
const POSTGRES_FUNCTION = `create function ${FUNCTION}() returns trigger language plpgsql set search_path from current as $body$
declare
  key_name text := tg_argv[0];
  before_key text;
  after_key text;
begin
  if tg_level = 'ROW' then
    if tg_op <> 'INSERT' then before_key := to_jsonb(old) ->> key_name; end if;
    if tg_op <> 'DELETE' then after_key := to_jsonb(new) ->> key_name; end if;
  end if;
  insert into ${LOG_TABLE} (table_name, operation, key_name, row_key)
    values (tg_table_name, lower(tg_op), key_name, coalesce(before_key, after_key));
  if before_key <> after_key then
    insert into ${LOG_TABLE} (table_name, operation, key_name, row_key)
      values (tg_table_name, lower(tg_op), key_name, after_key);
  end if;
  return null;
end $body$`

/** MySQL keeps keys as bytes: those that are no text would have the write of the row refused. */
const LOG_TABLES: Record<TriggerDialect, string> = {
  sqlite: `create table ${LOG_TABLE} (id integer primary key autoincrement, table_name text not null, operation text not null, key_name text not null, row_key text)`,
  postgres: `create table ${LOG_TABLE} (id bigserial primary key, table_name text not null, operation text not null, key_name text not null, row_key text)`,
  mysql: `create table ${LOG_TABLE} (id bigint unsigned auto_increment primary key, table_name varchar(64) not null, operation varchar(8) not null, key_name varchar(64) not null, row_key blob)`,
}

function quoted(name: string, quote: string): string {
  return quote + name.replaceAll(quote, quote + quote) + quote
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`
}

function ofPostgres({ table, key }: NotedTable): Statements {
  const on = quoted(table, '"')
  const run = `execute function ${FUNCTION}(${literal(key)})`
  return {
    up: [
      `create trigger reflex_rows after insert or update or delete on ${on} for each row ${run}`,
      `create trigger reflex_truncated after truncate on ${on} for each statement ${run}`,
    ],
    down: [`drop trigger reflex_truncated on ${on}`, `drop trigger reflex_rows on ${on}`],
  }
}

function ofOthers({ table, key }: NotedTable, dialect: 'sqlite' | 'mysql'): Statements {
  const quote = QUOTES[dialect]
  const column = quoted(key, quote)
  const note = (operation: string, row: string, rest = '') =>
    `select ${literal(table)}, ${literal(operation)}, ${literal(key)}, ${row}.${column}${rest}`
  const renamed = `${dialect === 'mysql' ? ' from dual' : ''} where new.${column} <> old.${column}`
  const bodies = {
    insert: note('insert', 'new'),
    update: `${note('update', 'old')} union all ${note('update', 'new', renamed)}`,
    delete: note('delete', 'old'),
  }
  const up: string[] = []
  const down: string[] = []
  for (const [operation, body] of Object.entries(bodies)) {
    const name = quoted(`reflex_${table}_${operation}`, quote)
    const insert = `insert into ${LOG_TABLE} (table_name, operation, key_name, row_key) ${body}`
    const run = dialect === 'sqlite' ? `begin ${insert}; end` : insert
    up.push(
      `create trigger ${name} after ${operation} on ${quoted(table, quote)} for each row ${run}`
    )
    down.push(`drop trigger ${name}`)
  }
  return { up, down }
}

/**
 * Statements that have a database note each change of some tables, whoever makes it. What it costs is a row for each row
 * that is written. MySQL notes no rows that a cascade removes, and no `truncate`; SQLite notes the former.
 *
 * @param hasLog - whether an earlier migration has made what the changes are noted in
 */
export function triggerStatements(
  dialect: TriggerDialect,
  tables: readonly NotedTable[],
  hasLog = false
): Statements {
  const each = tables.map((table) =>
    dialect === 'postgres' ? ofPostgres(table) : ofOthers(table, dialect)
  )
  const triggers = {
    up: each.flatMap(({ up }) => up),
    down: each.flatMap(({ down }) => down),
  }
  if (hasLog) return triggers
  const isPostgres = dialect === 'postgres'
  return {
    up: [LOG_TABLES[dialect], ...(isPostgres ? [POSTGRES_FUNCTION] : []), ...triggers.up],
    down: [
      ...triggers.down,
      ...(isPostgres ? [`drop function ${FUNCTION}()`] : []),
      `drop table ${LOG_TABLE}`,
    ],
  }
}

/** The dialect of a connection; undefined for databases that no triggers are written for. */
export function triggerDialectOf(clientName: string): TriggerDialect | undefined {
  if (clientName === 'postgres' || clientName === 'pg') return 'postgres'
  if (clientName === 'mysql2' || clientName === 'mysql') return 'mysql'
  return ['better-sqlite3', 'sqlite3', 'libsql'].includes(clientName) ? 'sqlite' : undefined
}
