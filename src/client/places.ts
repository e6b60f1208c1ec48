/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { StoredVars, StoredVarsOptions } from './stored_vars.ts'

/** Loads the code for vars that the browser keeps, which few pages need. */
export const loadStoredVars = () => import('./stored_vars.ts')

/**
 * Looks out for vars that the browser keeps in its storage. The code for them comes with the first
 * state that has some. Without it they are vars like any others.
 */
export class Places {
  #options: StoredVarsOptions
  #vars: StoredVars | undefined
  #isLoading = false

  constructor(options: StoredVarsOptions) {
    this.#options = options
  }

  /**
   * Looks after the states that have changed.
   *
   * @param all - and after all others: the storage has changed
   */
  look(all?: boolean): void {
    const { store } = this.#options
    if (this.#vars) this.#vars.look(all)
    else if (!this.#isLoading && store.page.states.some((id) => store.state(id)?.stored)) {
      this.#isLoading = true
      // Where the file cannot be had, nothing is stored
      loadStoredVars().then(
        ({ StoredVars }) => (this.#vars = new StoredVars(this.#options)),
        () => {}
      )
    }
  }

  /** The tab is a new one on the server: it has to be told again. */
  forget(): void {
    this.#vars?.forget()
  }
}
