/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AssertionError } from 'node:assert'

/** Who relies on an internal: the file, and what it does by it. */
export type Reliance = readonly [file: string, use: string]

/**
 * A part of AdonisJS that the package relies on beyond what its documentation says. A check that
 * fails names the internal, the file that needs it, and where to look for what has become of it.
 */
export class ReliedOn {
  #name: string
  #look: string

  /**
   * @param name - such as `Session of @adonisjs/session`
   * @param look - file of the repository of that package
   */
  constructor(name: string, look: string) {
    this.#name = name
    this.#look = look
  }

  /** Checks that an object has methods. */
  methods(object: unknown, names: readonly string[], by: Reliance): void {
    for (const name of names) {
      const isThere = typeof (object as Record<string, unknown>)[name] === 'function'
      this.holds(isThere, `has no method ${name}()`, by)
    }
  }

  /** Checks that an object has properties, of whatever value. */
  properties(object: object, names: readonly string[], by: Reliance): void {
    for (const name of names) this.holds(name in object, `has no property ${name}`, by)
  }

  /**
   * @param otherwise - what is so where it does not hold, such as `calls no createRequest()`
   * @throws AssertionError
   */
  holds(holds: boolean, otherwise: string, [file, use]: Reliance): void {
    if (holds) return
    const message = `${this.#name} ${otherwise}: src/adonis/${file} ${use} by it. Look at ${this.#look}`
    throw new AssertionError({ message, stackStartFn: this.holds })
  }
}
