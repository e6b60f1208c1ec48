import { useI18n } from 'reflex-adonis/react'

/**
 * @returns what shows an amount in cents of a euro
 */
export function useMoney() {
  const { formatCurrency } = useI18n()
  return (cents: number) => formatCurrency(cents / 100, { currency: 'EUR' })
}
