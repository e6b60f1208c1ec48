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

/** Choices are asked for of a field that has none. */
export const E_CHOICE_FIELD = explainedError<[field: string]>({
  message: 'There is nothing to choose from for "%s"',
  help: 'Fields with choices are the keys of "choices" among the options of the model state',
  code: 'E_CHOICE_FIELD',
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

/** Rows are to be imported that nobody may import. */
export const E_IMPORT_OFF = explainedError({
  message: 'No rows can be added from files here',
  help: 'The model state needs "import" and "form" among its options',
  code: 'E_IMPORT_OFF',
  status: 404,
})

/** The parser of imports is not installed. */
export const E_IMPORT_PARSER = explainedError({
  message: 'Files cannot be read here',
  help: 'Imports are read by csv-parse: run "npm install csv-parse"',
  code: 'E_IMPORT_PARSER',
  status: 500,
})

/** A file is imported while another one is. */
export const E_IMPORT_RUNNING = explainedError({
  message: 'Another file is being added',
  help: 'A tab imports one file at a time. cancelImport() stops the first one',
  code: 'E_IMPORT_RUNNING',
  status: 409,
})

/** A file is larger than it may be, or than it was said to be. */
export const E_IMPORT_SIZE = explainedError<[most: number]>({
  message: 'The file may have %d bytes, and not be empty',
  help: 'The size of a file is "bytes" of "import" among the options of the model state. Pages say before how many come',
  code: 'E_IMPORT_SIZE',
  status: 422,
})

/** A process holds as many files as it can. */
export const E_IMPORT_BUSY = explainedError({
  message: 'Many files are being added. Try again in a minute',
  help: 'A process takes files of 64 MB together, and four of one visitor, until each is written or cancelled',
  code: 'E_IMPORT_BUSY',
  status: 503,
})

/** A file is no text. */
export const E_IMPORT_ENCODING = explainedError({
  message: 'The file is not UTF-8. Save it as "CSV UTF-8"',
  help: 'The text has a NUL, half of a character, or the character that takes the place of what could not be decoded',
  code: 'E_IMPORT_ENCODING',
  status: 422,
})

/** A file cannot be read. */
export const E_IMPORT_FORMAT = explainedError<[line: number, why: string]>({
  message: 'Line %d cannot be read: %s',
  help: 'Files are read as RFC 4180 has them, with commas, semicolons or tabs between cells',
  code: 'E_IMPORT_FORMAT',
  status: 422,
})

/** A file has more rows than it may have. */
export const E_IMPORT_ROWS = explainedError<[most: number]>({
  message: 'The file may have %d rows. Split it',
  help: 'The number of rows is "rows" of "import" among the options of the model state',
  code: 'E_IMPORT_ROWS',
  status: 422,
})

/** A file has no rows. */
export const E_IMPORT_EMPTY = explainedError({
  message: 'The file has no rows below its first line',
  help: 'The first line has the names of the columns',
  code: 'E_IMPORT_EMPTY',
  status: 422,
})

/** A column is to be of a field that is not there, or is not there itself. */
export const E_IMPORT_COLUMN = explainedError({
  message: 'There is no such column or field',
  help: 'The first argument of mapImport() is the index of a column, the second a key of the form or null',
  code: 'E_IMPORT_COLUMN',
  status: 422,
})

/** Something is asked of an import that is over, or has not come so far. */
export const E_IMPORT_OVER = explainedError({
  message: 'This file is not being added any longer. Choose it again',
  help: 'The process that ran it has ended, or nobody has decided for 15 minutes, or the file has not arrived in time',
  code: 'E_IMPORT_OVER',
  status: 409,
})
