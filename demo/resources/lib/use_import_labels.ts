import { useMemo } from 'react'
import type { ImportLabels } from 'reflex-adonis/models/react'
import { useI18n } from 'reflex-adonis/react'

/**
 * @returns the texts of the dialog for imports in the language of the page
 */
export function useImportLabels(): ImportLabels {
  const { t } = useI18n()
  return useMemo(
    () => ({
      open: t('tables.import.open'),
      title: t('tables.import.title'),
      hint: t('tables.import.hint'),
      choose: t('tables.import.choose'),
      paste: t('tables.import.paste'),
      pasted: t('tables.import.pasted'),
      send: t('tables.import.send'),
      receiving: t('tables.import.receiving'),
      checking: (checked, rows) => t('tables.import.checking', { checked, rows }),
      writing: (written, rows) =>
        written === 0
          ? t('tables.import.begins', { rows })
          : t('tables.import.writing', { written, rows }),
      checked: (valid, rows) =>
        valid === rows
          ? t('tables.import.checkedAll', { rows })
          : t('tables.import.checked', { valid, rows }),
      columns: t('tables.import.columns'),
      column: (header) => t('tables.import.column', { header }),
      ignored: t('tables.import.ignored'),
      problems: (count) => t('tables.import.problems', { count }),
      more: (count) => t('tables.import.more', { count }),
      line: (line) => t('tables.import.line', { line }),
      whole: t('tables.import.whole'),
      import: (rows) => t('tables.import.import', { rows }),
      cancel: t('tables.import.cancel'),
      close: t('tables.import.close'),
      done: (written) => t('tables.import.done', { written }),
      stopped: (written) => t('tables.import.stopped', { written }),
      encoding: t('tables.import.encoding'),
      empty: t('tables.import.empty'),
    }),
    [t]
  )
}
