/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** The getter of a live var returns something else than a query. */
export const E_LIVE_QUERY = explainedError<[live: string]>({
  message: 'The live var "%s" has no query',
  help: 'Let its getter return what rx.rows(), rx.first(), rx.count() or rx.read() make of a query, which must not be awaited',
  code: 'E_LIVE_QUERY',
  status: 500,
})

/** A live var is declared in an application without Lucid. */
export const E_LIVE_DATABASE = explainedError<[live: string]>({
  message: 'The live var "%s" needs a database',
  help: 'Live vars follow what @adonisjs/lucid writes, and this application has not configured it. Run node ace add @adonisjs/lucid',
  code: 'E_LIVE_DATABASE',
  status: 500,
})

/** A row of a list has no key. */
export const E_ROW_KEY = explainedError<[list: string, key: string]>({
  message: 'The rows of "%s" cannot be told apart',
  help: 'A transformer of the list "%s" returns the key of the model, "%s"',
  code: 'E_ROW_KEY',
  status: 500,
})
