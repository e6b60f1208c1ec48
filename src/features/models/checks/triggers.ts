/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Database } from '@adonisjs/lucid/database'
import type { QueryClientContract } from '@adonisjs/lucid/types/database'
import type { Check, Finding } from '../../../doctor/main.ts'
import type { OutsideWriters } from '../live_parts.ts'
import { LOG_TABLE, triggerDialectOf } from '../triggers/main.ts'
import type { TriggerDialect } from '../triggers/main.ts'
import { modelStates } from './model_states.ts'
import { clientOf } from './tables.ts'

/** Which tables have triggers of the package. */
const TRIGGERS: Record<TriggerDialect, string> = {
  sqlite:
    "select tbl_name as name from sqlite_master where type = 'trigger' and name like 'reflex!_%' escape '!'",
  postgres:
    "select rel.relname as name from pg_trigger trg join pg_class rel on rel.oid = trg.tgrelid where trg.tgname = 'reflex_rows'",
  mysql:
    "select event_object_table as name from information_schema.triggers where trigger_schema = database() and trigger_name like 'reflex!_%' escape '!'",
}

/**
 * Looks for what other programs write and no trigger notes, where the application says that they write.
 *
 * @param outside - `live.outside` of `config/reflex.ts`
 */
export function triggersCheck(db: Database, outside: OutsideWriters | undefined): Check {
  return {
    name: 'data/triggers',
    async *run({ states, placeOf, find }) {
      if (!outside) return
      const { connections = [db.primaryConnectionName] } = outside
      const noted = new Map<string, ReadonlySet<string>>()
      for (const name of connections) {
        const client = db.connection(name)
        noted.set(name, await notedTables(client))
        if (await client.schema.hasTable(LOG_TABLE)) continue
        noted.delete(name)
        const reason = `Nothing of what other programs write is seen: the connection "${name}" has no table ${LOG_TABLE}`
        yield { ...MISSING, about: name, ...find('config/reflex.ts', 'outside'), reason }
      }
      for (const { definition, settings } of modelStates(states)) {
        const { model, isStill } = settings
        const tables = noted.get(model.connection ?? db.primaryConnectionName)
        if (isStill || !tables || tables.has(model.table) || !(await clientOf(db, model))) continue
        const reason = `${definition.id} does not see what other programs write into ${model.table}, which has no triggers`
        const place = placeOf(definition.id)
        yield { ...MISSING, severity: 'warning', about: model.table, ...place, reason }
      }
    },
  }
}

const MISSING: Omit<Finding, 'reason'> = {
  severity: 'error',
  remedy: 'Write a migration with "node ace reflex:live --triggers", and run it',
}

async function notedTables(client: QueryClientContract): Promise<ReadonlySet<string>> {
  const dialect = triggerDialectOf(client.dialect.name)
  if (!dialect) return new Set()
  const answer = (await client.rawQuery(TRIGGERS[dialect])) as unknown
  return new Set(rowsOf(answer, dialect).map(({ name }) => name))
}

function rowsOf(answer: unknown, dialect: TriggerDialect): { name: string }[] {
  if (dialect === 'postgres') return (answer as { rows: { name: string }[] }).rows
  return (dialect === 'mysql' ? (answer as unknown[])[0] : answer) as { name: string }[]
}
