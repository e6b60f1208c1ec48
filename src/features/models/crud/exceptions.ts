/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { explainedError } from '../../../explained_error.ts'

/** A list is to be sorted by a column that may not be sorted by. */
export const E_SORT_COLUMN = explainedError<[column: string]>({
  message: 'The list cannot be sorted by "%s"',
  help: 'Sortable columns are those in "sort" of the options of the model state',
  code: 'E_SORT_COLUMN',
  status: 422,
})

/** A cell is to be changed that may not be changed. */
export const E_CELL_COLUMN = explainedError<[column: string]>({
  message: 'The column "%s" cannot be changed here',
  help: 'Columns that edit() changes are those in "editable" of the options of the model state, and keys of its form',
  code: 'E_CELL_COLUMN',
  status: 422,
})

/** A page has a size that it may not have. */
export const E_PAGE_SIZE = explainedError<[size: string]>({
  message: 'A page cannot have %s rows',
  help: 'The sizes that a page may have are those in "perPage" of the options of the model state',
  code: 'E_PAGE_SIZE',
  status: 422,
})

/** Something is to be selected that is no key of a row. */
export const E_SELECTION_KEY = explainedError({
  message: 'There is no such row',
  help: 'The first argument of select() is the key of a row, or a list of them: a number, or a text of up to 255 characters',
  code: 'E_SELECTION_KEY',
  status: 422,
})

/** More rows are picked than a selection holds. */
export const E_SELECTION_SIZE = explainedError<[most: number]>({
  message: 'At most %d rows can be selected one by one. Select all, and take some out',
  help: 'Ids of a selection are kept in the tab. selectAll() keeps those that are taken out alone',
  code: 'E_SELECTION_SIZE',
  status: 422,
})

/** Somebody else has changed a row since it was opened. */
export const E_RECORD_CHANGED = explainedError({
  message: 'Somebody else has changed this meanwhile',
  help: 'The var "conflict" of the state has what is there by now and what was to be saved. save() again overwrites it, open() takes theirs',
  code: 'E_RECORD_CHANGED',
  status: 409,
})

/** A form is saved that no row was opened for. */
export const E_RECORD_MISSING = explainedError({
  message: 'There is nothing open to be saved',
  help: 'Call open(id) before, pass the id to save(), or name the parameter of the route "id"',
  code: 'E_RECORD_MISSING',
  status: 404,
})

/** A model state without a form is to write. */
export const E_FORM_MISSING = explainedError<[state: string]>({
  message: 'This cannot be changed',
  help: 'The state "%s" has no "form" among its options, so nothing may be written',
  code: 'E_FORM_MISSING',
  status: 404,
})

/** A policy does not say that somebody may do something. */
export const E_POLICY_REFUSED = explainedError<[action: string, policy: string]>({
  message: 'You may not do this',
  help: '"%s" is refused by %s, which has no method of that name or answers with false',
  code: 'E_POLICY_REFUSED',
  status: 403,
})

/** A list with an owner is shown to a guest. */
export const E_OWNER_MISSING = explainedError({
  message: 'Sign in to see this',
  help: 'The model state has an "owner", and the request no user: let a middleware of the page authenticate it',
  code: 'E_OWNER_MISSING',
  status: 401,
})

/** An export has more rows than may be in it. */
export const E_EXPORT_SIZE = explainedError<[most: number]>({
  message: 'More than %d rows cannot be exported at once. Limit the list',
  help: 'An export is made in memory and sent with its action',
  code: 'E_EXPORT_SIZE',
  status: 422,
})
