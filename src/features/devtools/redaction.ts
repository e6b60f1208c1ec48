/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../protocol/main.ts'

/** Names of fields, arguments, vars and query parameters whose values nobody may read. */
const SECRET =
  /pass(?:word|phrase|code)|secret|token|api_?key|^pin$|^otp$|^cvc$|^cvv$|card_?number/i

/** Stands in the place of a secret: two that are the same have the same number. */
export const SECRET_MARK = /^\[secret (\d+)\]$/

/** Whether a value under this name is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET.test(name)
}

/**
 * Takes secrets out of what is written down. One that was seen under its name is found wherever it
 * stands again as a whole text. They are remembered in this process only.
 */
export class Redaction {
  #seen = new Map<string, number>()

  /**
   * @param name - of the field or var that has the value
   * @returns a copy without secrets
   */
  hide(value: JsonValue, name = ''): JsonValue {
    if (Array.isArray(value)) return value.map((item) => this.hide(item, name))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, part]) =>
          part === undefined ? [] : [[key, this.hide(part, key)]]
        )
      )
    }
    if (typeof value === 'string') return this.#hideText(value, name)
    // A PIN may be a number
    return typeof value === 'number' && isSecretName(name) ? this.#mark(String(value)) : value
  }

  /** The same for the parameters of an address. */
  hideUrl(url: string): string {
    const at = url.indexOf('?')
    if (at === -1) return url
    const query = new URLSearchParams(url.slice(at + 1))
    const names = [...query.keys()].filter((name) => isSecretName(name))
    if (names.length === 0) return url
    for (const name of names) query.set(name, this.#mark(query.get(name)!))
    return `${url.slice(0, at)}?${query}`
  }

  #hideText(text: string, name: string): string {
    if (text === '') return text
    if (isSecretName(name) || this.#seen.has(text)) return this.#mark(text)
    return text
  }

  #mark(text: string): string {
    const number = this.#seen.get(text) ?? this.#seen.size + 1
    this.#seen.set(text, number)
    return `[secret ${number}]`
  }
}
