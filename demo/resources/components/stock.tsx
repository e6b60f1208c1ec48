import { useI18n } from 'reflex-adonis/react'

const FEW = 5

export function Stock({ left }: { left: number }) {
  const { t } = useI18n()
  if (left === 0) return <span className="stock stock-none">{t('products.soldOut')}</span>
  if (left <= FEW) return <span className="stock stock-few">{t('products.left', { left })}</span>
  return <span className="stock">{t('products.inStock')}</span>
}
