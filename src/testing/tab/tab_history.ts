/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The addresses between which a browser's buttons go. */
export class TabHistory {
  #entries: string[] = []
  #index = -1

  /** Address that is shown; undefined before the first one. */
  get current(): string | undefined {
    return this.#entries[this.#index]
  }

  /** Goes to an address. Those that one could go forward to are gone. */
  go(url: string, { replace = false } = {}): void {
    if (url === this.current) return
    if (!replace || this.#index === -1) this.#index++
    this.#entries.splice(this.#index, Infinity, url)
  }

  /**
   * Goes some entries on, or back.
   *
   * @returns the address; undefined where there is none
   */
  step(count: number): string | undefined {
    const url = this.#entries[this.#index + count]
    if (url !== undefined) this.#index += count
    return url
  }
}
