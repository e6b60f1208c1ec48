import { useMemo } from 'react'
import type { ChoiceLabels } from 'reflex-adonis/models/react'
import { useI18n } from 'reflex-adonis/react'

/**
 * @returns the texts of a field with choices in the language of the page
 */
export function useChoiceLabels(): ChoiceLabels {
  const { t } = useI18n()
  return useMemo(
    () => ({
      none: t('tables.choice.none'),
      search: t('tables.choice.search'),
      submit: t('tables.choice.submit'),
      noMatch: t('tables.choice.noMatch'),
      loading: t('tables.choice.loading'),
      more: t('tables.choice.more'),
      count: (count, hasMore) =>
        hasMore ? t('tables.choice.countMore', { count }) : t('tables.choice.count', { count }),
      clear: (label) => t('tables.choice.clear', { label }),
      remove: (choice) => t('tables.choice.remove', { choice }),
    }),
    [t]
  )
}
