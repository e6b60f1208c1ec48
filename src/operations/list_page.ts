/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Entries of a page of a list, where nothing else is said, and at most. */
const PAGE = 100
const LONGEST_PAGE = 1_000

/** Which page of a list is returned. */
export interface ListOptions {
  /**
   * Entries of one list, up to 1000.
   *
   * @default 100
   */
  limit?: number
  /** Where to continue: `next` of the previous list. */
  after?: string
}

/**
 * A page of a list that several processes know parts of.
 */
export class ListPage {
  /** Goes on after this one; empty for the first page. */
  readonly after: string
  #limit: number

  constructor({ limit = PAGE, after = '' }: ListOptions = {}) {
    const whole = Math.trunc(Number(limit))
    this.#limit = Number.isNaN(whole) ? PAGE : Math.max(1, Math.min(whole, LONGEST_PAGE))
    this.after = after
  }

  /** Entries that a process is asked for: one more says whether there are others. */
  get asked(): number {
    return this.#limit + 1
  }

  /**
   * @param found - in their order
   * @returns those of the page, and the `after` of the next one
   */
  cut<T extends { id: string }>(found: T[]): { entries: T[]; next: string | undefined } {
    const entries = found.slice(0, this.#limit)
    return { entries, next: found.length > this.#limit ? entries.at(-1)!.id : undefined }
  }
}
