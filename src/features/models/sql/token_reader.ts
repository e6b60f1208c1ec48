/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { tableName } from './names.ts'
import type { Token } from './tokens.ts'

/** Goes through the tokens of one statement. */
export class TokenReader {
  readonly #tokens: readonly Token[]
  at = 0

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens
  }

  get isAtEnd(): boolean {
    return this.at >= this.#tokens.length
  }

  /** The keyword at a distance from here; undefined where there is a quoted name or a sign. */
  wordAt(distance = 0): string | undefined {
    const token = this.#tokens[this.at + distance]
    return token?.kind === 'word' ? token.text : undefined
  }

  /** Whether a sign is here. */
  isSign(text: string): boolean {
    const token = this.#tokens[this.at]
    return token?.kind === 'sign' && token.text === text
  }

  /** Goes past keywords, as long as they are among the given ones. */
  skip(words: ReadonlySet<string>): void {
    while (words.has(this.wordAt() ?? '')) this.at++
  }

  /** Goes past one sign, and says whether it was there. */
  takeSign(text: string): boolean {
    if (!this.isSign(text)) return false
    this.at++
    return true
  }

  /** Goes past a name with its schema; undefined where there is none. */
  takeName(): string | undefined {
    let name: string | undefined
    while (!this.isAtEnd) {
      const token = this.#tokens[this.at]
      if (token.kind === 'sign') break
      name = token.text
      this.at++
      if (!this.takeSign('.')) break
    }
    return name === undefined ? undefined : tableName(name)
  }

  /** Whether a keyword is anywhere in the statement. */
  has(word: string): boolean {
    return this.#tokens.some(({ kind, text }) => kind === 'word' && text === word)
  }
}
