/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * A source of which parts are blanked out. What stays keeps its line and column, so the result
 * needs no source map of its own.
 */
export class BlankedSource {
  #text: string
  #appended = ''

  constructor(text: string) {
    this.#text = text
  }

  /**
   * Replaces a range by spaces. Line breaks stay.
   *
   * @param code - put into the range, on the first line that has room for it
   */
  blank(start: number, end: number, code = ''): void {
    const spaces = this.#text.slice(start, end).replace(/[^\r\n]/g, ' ')
    const room = code === '' ? 0 : Math.max(spaces.indexOf(' '.repeat(code.length)), 0)
    const filled = spaces.slice(0, room) + code + spaces.slice(room + code.length)
    this.#text = this.#text.slice(0, start) + filled + this.#text.slice(end)
  }

  /** Adds a line at the end. */
  append(code: string): void {
    this.#appended += `\n${code}\n`
  }

  toString(): string {
    return this.#text + this.#appended
  }
}
