/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isField } from '../../client/main.ts'
import { show } from '../difference.ts'

/** What a field is called, for messages. */
export function labelOf(field: HTMLElement): string {
  const { labels, name } = field as HTMLInputElement
  return show(field.getAttribute('aria-label') ?? labels?.[0]?.textContent?.trim() ?? name)
}

/** An element in words, for messages. */
export function elementInWords(element: HTMLElement): string {
  const tag = element.getAttribute('role') ?? element.tagName.toLowerCase()
  const name = isField(element) ? labelOf(element) : show(element.textContent?.trim() ?? '')
  return `${tag} ${name}`
}
