/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../protocol/main.ts'

/** Names of fields, arguments, vars and query parameters whose values nobody may read. */
const SECRET =
  /pass(?:word|phrase|code)|secret|token|api_?key|(?:^|[.[])(?:pin|otp|cvc|cvv)\]?$|card_?number/i

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
    // It may stand under another name before it stands under its own
    this.#replace(value, name)
    return this.#replace(value, name)
  }

  #replace(value: JsonValue, name: string): JsonValue {
    if (Array.isArray(value)) return value.map((item) => this.#replace(item, name))
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value).flatMap(([key, part]) =>
          part === undefined ? [] : [[key, this.#replace(part, key)]]
        )
      )
    }
    if (typeof value === 'string') return this.#hideText(value, name)
    // A PIN may be a number
    return typeof value === 'number' && isSecretName(name) ? this.#mark(String(value)) : value
  }

  /**
   * The same for an address.
   *
   * @param params - of its route, by which a secret is known that stands in the path
   */
  hideUrl(url: string, params: Readonly<Record<string, JsonValue>> = {}): string {
    for (const [name, value] of Object.entries(params)) this.hide(value, name)
    const [, path, query, hash] = /^([^?#]*)(\?[^#]*)?([^]*)$/.exec(url)!
    const segments = path.split('/').map((segment) => this.#hideSegment(segment))
    return segments.join('/') + this.#hideQuery(query ?? '') + hash
  }

  #hideSegment(segment: string): string {
    try {
      const text = decodeURIComponent(segment)
      return this.#seen.has(text) ? encodeURIComponent(this.#mark(text)) : segment
    } catch {
      // It is the text of nothing
      return segment
    }
  }

  #hideQuery(text: string): string {
    const query = [...new URLSearchParams(text)]
    const hidden = query.map(([name, value]) => [name, this.#hideText(value, name)])
    const isSame = hidden.every(([, value], index) => value === query[index][1])
    return isSame ? text : `?${new URLSearchParams(hidden)}`
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
