/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

interface DriverQuery {
  sql: string
  bindings: readonly unknown[]
  method: 'raw'
  response?: unknown
}

/** What is used of the client of Knex, which its types leave out. */
export interface SqlDriver {
  driverName: string
  acquireConnection(): Promise<unknown>
  releaseConnection(connection: unknown): Promise<void>
  _query(connection: unknown, query: DriverQuery): Promise<unknown>
}

/**
 * Asks a database in its own words, as Knex has told of them: with the places of values as the driver has them, which Knex would
 * take for its own in a text and after an operator.
 *
 * @returns the answer of the driver
 * @throws what the database says
 */
export async function askDriver(
  driver: SqlDriver,
  sql: string,
  bindings: readonly unknown[]
): Promise<unknown> {
  const connection = await driver.acquireConnection()
  try {
    const query: DriverQuery = { sql, bindings: [...bindings], method: 'raw' }
    await driver._query(connection, query)
    return query.response
  } finally {
    await driver.releaseConnection(connection)
  }
}
