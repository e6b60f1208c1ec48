/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { STORED_EVENT } from '../../../protocol/main.ts'
import type {
  ClientFeature,
  ClientFeatureContext,
  ClientFeatureFactory,
  Signal,
} from '../../../client/main.ts'
import type { StoredVars } from './stored_vars.ts'

const load = () => import('./stored_vars.ts')

/**
 * Looks out for vars that the browser keeps in its storage. The code for them comes with the first
 * state that has some. Without it they are vars like any others.
 */
class Places implements ClientFeature {
  #context: ClientFeatureContext
  #vars: StoredVars | undefined
  #isLoading = false

  constructor(context: ClientFeatureContext) {
    this.#context = context
  }

  changed(): void {
    const { store } = this.#context
    if (this.#vars) this.#vars.look()
    else if (!this.#isLoading && store.page.states.some((id) => store.state(id)?.stored)) {
      this.#isLoading = true
      // Where the file cannot be had, nothing is stored
      load().then(
        ({ StoredVars }) => (this.#vars = new StoredVars(this.#context, STORED_EVENT)),
        () => {}
      )
    }
  }

  renewed(): void {
    this.#vars?.forget()
  }

  noticed(signal: Signal): void {
    if (signal === 'storage') this.#vars?.look(true)
  }
}

export const placesFeature: ClientFeatureFactory = {
  name: 'places',
  create: (context) => new Places(context),
  load,
}
