import { useI18n } from 'reflex-adonis/react'

/**
 * @param value - tenths of a star
 */
export function Rating({ value }: { value: number }) {
  const { t, formatNumber } = useI18n()
  const stars = formatNumber(value / 10, { minimumFractionDigits: 1 })
  return (
    <span className="rating">
      <span aria-hidden="true">★</span> {stars}
      <span className="visually-hidden"> {t('products.stars')}</span>
    </span>
  )
}
