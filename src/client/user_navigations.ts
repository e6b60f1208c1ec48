/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * Tells the navigations of the user from those that an answer of the server has asked for. What an
 * event asks for is void once its user has gone elsewhere.
 */
export class UserNavigations {
  #count = 0
  #underWay = 0
  /** Where an answer of the server leads. */
  #expected: string | undefined

  /** How many there were. */
  get count(): number {
    return this.#count
  }

  /** Whether one has no answer yet. */
  get underWay(): boolean {
    return this.#underWay > 0
  }

  /**
   * The next navigation to this address is the program's, and not the user's.
   *
   * @param path - path and query string
   */
  expect(path: string): void {
    this.#expected = path
  }

  /**
   * A navigation begins.
   *
   * @param path - path and query string
   * @returns to be called when it has ended
   */
  start(path: string): () => void {
    const isExpected = path === this.#expected
    this.#expected = undefined
    if (isExpected) return () => {}
    this.#count++
    this.#underWay++
    return () => this.#underWay--
  }
}
