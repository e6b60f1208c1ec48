/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The texts of a table. */
export interface TableLabels {
  /** What the table is called. */
  table: string
  search: string
  /** On the button that sends the search where there are no scripts. */
  submit: string
  /** On the button that sends the filters where there are no scripts. */
  apply: string
  /** Where a filter limits nothing. */
  all: string
  empty: string
  /** Nothing matches the filters. */
  noneLeft: string
  /** Nothing matches a search. */
  noMatch: (term: string) => string
  loading: string
  failed: string
  retry: string
  pending: (count: number) => string
  rows: (total: number | null) => string
  pages: string
  page: (page: number) => string
  previous: string
  next: string
  perPage: string
  selectRow: (name: string) => string
  selectPage: string
  selected: (count: number | null) => string
  selectAll: (total: number | null) => string
  clear: string
  remove: string
  /** Asks whether the selected rows are to be removed. */
  confirm: (count: number | null) => string
  cancel: string
  progress: (done: number, total: number | null) => string
  removed: (done: number, refused: number) => string
  stop: string
  edit: (column: string, value: string) => string
  actions: string
  yes: string
  no: string
}

const some = (count: number | null) => (count === null ? 'All' : String(count))
const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** What a table says where nobody says otherwise. */
export const ENGLISH: TableLabels = {
  table: 'Rows',
  search: 'Search',
  submit: 'Search',
  apply: 'Apply',
  all: 'All',
  empty: 'There is nothing here yet.',
  noneLeft: 'Nothing matches the filters.',
  noMatch: (term) => `Nothing matches “${term}”.`,
  loading: 'Loading…',
  failed: 'That did not work.',
  retry: 'Try again',
  pending: (count) => `Show ${count} new`,
  rows: (total) => (total === null ? '' : counted(total, 'row', 'rows')),
  pages: 'Pages',
  page: (page) => `Page ${page}`,
  previous: 'Previous',
  next: 'Next',
  perPage: 'Rows per page',
  selectRow: (name) => `Select ${name}`,
  selectPage: 'Select all rows of this page',
  selected: (count) => `${some(count)} selected`,
  selectAll: (total) => (total === null ? 'Select all' : `Select all ${total}`),
  clear: 'Clear selection',
  remove: 'Remove',
  confirm: (count) =>
    count === null ? 'Remove all rows?' : `Remove ${counted(count, 'row', 'rows')}?`,
  cancel: 'Cancel',
  progress: (done, total) => (total === null ? `${done} done` : `${done} of ${total}`),
  removed: (done, refused) =>
    refused === 0 ? `${done} removed` : `${done} removed, ${refused} may not be removed`,
  stop: 'Stop',
  edit: (column, value) => `Edit ${column}: ${value}`,
  actions: 'Actions',
  yes: 'Yes',
  no: 'No',
}
