/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useLayoutEffect, useSyncExternalStore } from 'react'
import { languageFeature } from '../features/language/client/main.ts'
import type { I18n, MessageName } from '../features/language/client/main.ts'
import { useClient } from './context.ts'

/**
 * Returns the language of the page: its messages, and formats of numbers, dates and lists. The
 * component re-renders when the language changes. `lang` and `dir` of the document follow it.
 *
 * A page has the messages whose keys its code contains as texts. Name those whose keys it gets from elsewhere.
 *
 * @param names - keys, or beginnings of keys with a star
 * @throws ReflexError E_PAGE_LANGUAGE for a page whose code does not import this hook by its name
 *
 * @example
 * ```tsx
 * const { t, formatCurrency } = useI18n()
 * return <p>{t('cart.items', { count })}: {formatCurrency(total, { currency: 'EUR' })}</p>
 * ```
 *
 * @example
 * ```tsx
 * const { t } = useI18n('notices.*')
 * return notice && <p>{t(notice)}</p>
 * ```
 */
export function useI18n(...[]: MessageName[]): I18n {
  const client = useClient()
  const feature = client.features.use(languageFeature)
  feature.call ??= (state, event, args) => client.call(state, event, args)
  const i18n = useSyncExternalStore(feature.subscribe, feature.current, feature.initial)
  useLayoutEffect(feature.ready, [feature])
  const { language, dir } = i18n
  useLayoutEffect(() => {
    Object.assign(document.documentElement, { lang: language, dir })
  }, [language, dir])
  return i18n
}
