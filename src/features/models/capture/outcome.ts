/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What a failed query says of itself, each database in its own way. */
interface DatabaseError {
  code?: unknown
  errno?: unknown
  severity?: unknown
  sqlState?: unknown
  fatal?: unknown
}

function fieldsOf(error: unknown): DatabaseError {
  return typeof error === 'object' && error !== null ? error : {}
}

/** Errors of MySQL and SQLite after which a transaction may be gone: a deadlock, a lock that did not come, a full disk. */
const ENDING = [/^ER_LOCK_(DEADLOCK|WAIT_TIMEOUT)$/, /^SQLITE_(FULL|IOERR|NOMEM|BUSY|INTERRUPT)/]

/** Whether the database may have ended the transaction in which a query has failed. */
export function mayHaveEnded(error: unknown): boolean {
  const { code } = fieldsOf(error)
  return typeof code === 'string' && ENDING.some((pattern) => pattern.test(code))
}

/**
 * Whether the database has refused a query, rather than gone away: then nobody knows what became of it.
 */
export function isRefusal(error: unknown): boolean {
  const { code, severity, sqlState, fatal } = fieldsOf(error)
  if (severity !== undefined) return !/^(08|57P)/.test(String(code))
  if (sqlState !== undefined) return fatal !== true
  return typeof code === 'string' && code.startsWith('SQLITE_')
}

/** Whether a savepoint is gone, since MySQL has committed the transaction on its own. */
export function isSavepointGone(error: unknown): boolean {
  return fieldsOf(error).errno === 1305
}

/** Whether a commit was a rollback after all: PostgreSQL says so of a transaction in which a query had failed. */
export function isRollback(result: unknown): boolean {
  const { response } = (result ?? {}) as { response?: { command?: unknown } }
  return response?.command === 'ROLLBACK'
}

/** Statements with which MySQL commits the transaction that they are in. */
const COMMITTING =
  /^\s*(alter|analyze|begin|create(?!\s+temporary)|drop(?!\s+temporary)|flush|grant|install|lock|optimize|rename|repair|revoke|start|truncate|unlock)\b/i

/** Transactions that are ended by a text of SQL, past Knex. */
const ENDED_BY_TEXT = /^\s*(commit|end|rollback(?!\s+(work\s+|transaction\s+)?to\b))\b/i

/** Whether a statement that went well has ended the transaction that it was in, or may have. */
export function mayEnd(sql: string, isMysql: boolean): boolean {
  return ENDED_BY_TEXT.test(sql) || (isMysql && COMMITTING.test(sql))
}
