/**
 * @param cents - amount in cents of a euro
 * @param language - locale of the page
 */
export function money(cents: number, language: string) {
  return new Intl.NumberFormat(language, { style: 'currency', currency: 'EUR' }).format(cents / 100)
}

export function count(value: number, language: string) {
  return new Intl.NumberFormat(language).format(value)
}
