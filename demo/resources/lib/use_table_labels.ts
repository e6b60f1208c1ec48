import type { TableLabels } from 'reflex-adonis/models/react'
import { useI18n } from 'reflex-adonis/react'

/**
 * @returns the texts of a table in the language of the page
 */
export function useTableLabels(): Omit<TableLabels, 'table'> {
  const { t } = useI18n()
  return {
    search: t('tables.table.search'),
    submit: t('tables.table.submit'),
    apply: t('tables.table.apply'),
    all: t('tables.table.all'),
    empty: t('tables.table.empty'),
    noneLeft: t('tables.table.noneLeft'),
    noMatch: (term) => t('tables.table.noMatch', { term }),
    loading: t('tables.table.loading'),
    failed: t('tables.table.failed'),
    retry: t('tables.table.retry'),
    pending: (count) => t('tables.table.pending', { count }),
    rows: (total) => (total === null ? '' : t('tables.table.rows', { total })),
    pages: t('tables.table.pages'),
    page: (page) => t('tables.table.page', { page }),
    previous: t('tables.table.previous'),
    next: t('tables.table.next'),
    perPage: t('tables.table.perPage'),
    selectRow: (name) => t('tables.table.selectRow', { name }),
    selectPage: t('tables.table.selectPage'),
    selected: (count) =>
      count === null ? t('tables.table.selectedAll') : t('tables.table.selected', { count }),
    selectAll: (total) =>
      total === null ? t('tables.table.selectAll') : t('tables.table.selectAllOf', { total }),
    clear: t('tables.table.clear'),
    remove: t('tables.table.remove'),
    confirm: (count) =>
      count === null ? t('tables.table.confirmAll') : t('tables.table.confirm', { count }),
    cancel: t('tables.table.cancel'),
    progress: (done, total) =>
      total === null
        ? t('tables.table.progress', { done })
        : t('tables.table.progressOf', { done, total }),
    removed: (done, refused) => t('tables.table.removed', { done, refused }),
    stop: t('tables.table.stop'),
    edit: (column, value) => t('tables.table.edit', { column, value }),
    actions: t('tables.table.actions'),
    yes: t('tables.table.yes'),
    no: t('tables.table.no'),
  }
}
