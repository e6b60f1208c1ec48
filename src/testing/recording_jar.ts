/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CookieJar } from '../bridge/main.ts'
import type { CookieChange } from '../bridge/main.ts'

/**
 * A cookie jar that remembers what was set, also after the browser has got it.
 */
export class RecordingJar extends CookieJar {
  #written: CookieChange[] = []

  /** Cookies that were set or cleared, in order. */
  get written(): readonly CookieChange[] {
    return this.#written
  }

  override write(change: CookieChange): boolean {
    const isNew = super.write(change)
    if (isNew) this.#written.push(change)
    return isNew
  }

  /** What was written so far is how the test has set the stage. */
  forget(): void {
    this.#written.length = 0
    this.take()
    this.confirm()
  }
}
