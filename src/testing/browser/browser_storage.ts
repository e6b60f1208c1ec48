/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * The local storage of a test's browser, as one of its tabs has it; or the session storage of a
 * tab.
 */
export class BrowserStorage {
  #texts: Map<string, string>
  #tabs: Set<BrowserStorage>
  /** Hears of what another tab has changed. */
  onChange: (() => void) | undefined

  /**
   * @param texts - what is there, by key
   * @param other - a tab that has the same storage
   */
  constructor(texts: Record<string, string> = {}, other?: BrowserStorage) {
    this.#texts = other ? other.#texts : new Map(Object.entries(texts))
    this.#tabs = other ? other.#tabs : new Set()
    this.#tabs.add(this)
  }

  getItem(key: string): string | null {
    return this.#texts.get(key) ?? null
  }

  setItem(key: string, text: string): void {
    if (this.#texts.get(key) === text) return
    this.#texts.set(key, text)
    this.#notify()
  }

  removeItem(key: string): void {
    if (this.#texts.delete(key)) this.#notify()
  }

  /** The tab is closed. */
  leave(): void {
    this.#tabs.delete(this)
  }

  #notify(): void {
    for (const tab of this.#tabs) if (tab !== this) tab.onChange?.()
  }
}
