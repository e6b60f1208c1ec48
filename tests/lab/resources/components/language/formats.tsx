/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useI18n } from 'reflex-adonis/react'

const AT = '2026-03-05T22:30:00.000Z'
const NAMES = ['Ada', 'Bo', 'Cleo']

/** One text of each kind. */
export function Formats() {
  const { t, ...format } = useI18n()
  const texts = [
    ...[0, 1, 2, 5, 21].map((count) => t('speech.items', { count })),
    ...(['female', 'other'] as const).map((gender) => t('speech.invites', { gender, name: 'Ada' })),
    t('speech.price', { amount: 1234.5 }),
    t('speech.due', { at: AT }),
    t('speech.share', { part: 0.375 }),
    ...(['open', 'paid'] as const).map((status) => t(`speech.status.${status}`)),
    t('speech.html', { name: '<i>Ada</i>' }),
    t('speech.broken'),
    t('speech.borrowed'),
    format.formatNumber(1234567.891),
    format.formatCurrency(9.99, { currency: 'PLN' }),
    format.formatDate(AT, { dateStyle: 'full', timeStyle: 'long' }),
    format.formatDate('2026-03-05', { dateStyle: 'medium' }),
    format.formatTime(AT),
    format.formatRelativeTime(-3, 'day'),
    format.formatRelativeTime('2020-01-01T00:00:00.000Z', 'auto', { numeric: 'auto' }),
    format.formatList(NAMES),
    format.formatList(NAMES, { type: 'disjunction' }),
    format.formatPlural(2),
    format.formatDisplayNames('JP', { type: 'region' }),
  ]
  return (
    <ol id="formats">
      {texts.map((text, index) => (
        <li key={index}>{text}</li>
      ))}
    </ol>
  )
}
