/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| Keys and params of messages
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import { useI18n } from '../../src/react/main.ts'
import type { MessageKey, MessageName } from '../../src/react/main.ts'

// As `.adonisjs/server/messages.d.ts` of an application
declare module '../../src/features/language/message_types.ts' {
  interface Messages {
    'cart.title': {}
    'cart.items': { count: number }
    'cart.due': { at: Date | number | string; name: string | number | bigint }
    'cart.who': { sex: 'female' | 'male' | (string & {}) }
    'cart.status.open': {}
    'cart.status.paid': { at: Date | number | string }
    'cart.status.sent': {}
  }
  interface Locales {
    de: true
    en: true
  }
}

declare const status: 'open' | 'paid' | 'sent'
declare const plain: 'open' | 'sent'
declare const text: string

export function Texts() {
  const { t, language, languages, switchTo, formatCurrency, formatRelativeTime } = useI18n()

  // What a message needs, and nothing else
  const shown: string[] = [
    t('cart.title'),
    t('cart.items', { count: 2 }),
    t('cart.due', { at: '2026-03-05', name: 'Ada' }),
    t('cart.who', { sex: 'female' }),
    t('cart.who', { sex: text }),
    t(`cart.status.${plain}`),
    t(`cart.status.${status}`, { at: new Date() }),
  ]
  // @ts-expect-error There is no such message
  t('cart.titel')
  // @ts-expect-error Nor is any text one
  t(text)
  // @ts-expect-error A param is missing
  t('cart.items')
  // @ts-expect-error A param is missing
  t('cart.due', { at: new Date() })
  // @ts-expect-error A param has another name
  t('cart.items', { cuont: 2 })
  // @ts-expect-error A param is of another type
  t('cart.items', { count: 'two' })
  // @ts-expect-error The message has no params
  t('cart.title', { count: 2 })
  // @ts-expect-error One of the messages has a param
  t(`cart.status.${status}`)
  // @ts-expect-error The end of a key may be any text
  t(`cart.status.${text}`)

  // What a page names that it gets from elsewhere
  useI18n('cart.title', 'cart.*', 'cart.status.*')
  // @ts-expect-error No key begins so
  useI18n('order.*')
  // @ts-expect-error There is no such message
  useI18n('cart.status')
  // @ts-expect-error A beginning is a whole part of a key
  const beginning: MessageName = 'cart.sta*'

  const keys: MessageKey[] = ['cart.title', 'cart.items']
  // @ts-expect-error There is no such message
  const wrong: MessageKey[] = ['cart.other']

  const current: 'de' | 'en' = language
  const all: readonly ('de' | 'en')[] = languages
  void switchTo('de')
  // @ts-expect-error The application has no such locale
  void switchTo('fr')

  formatCurrency(5, { currency: 'EUR' })
  // @ts-expect-error A currency is missing
  formatCurrency(5, {})
  formatRelativeTime('2026-03-05', 'auto')
  // @ts-expect-error There is no such unit
  formatRelativeTime(5, 'decades')
  return [...shown, ...keys, ...wrong, current, ...all, beginning].join()
}
