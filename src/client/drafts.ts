/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Environment } from './environment.ts'

type FormDrafts = typeof import('./form_drafts.ts')

/** Where drafts wait for the document to be loaded again. */
const KEY = 'reflex:drafts'

/**
 * Keeps what is typed and not sent over a reload. The code for it comes when somebody types, or has
 * typed before the reload. Without it drafts are lost, and nothing else.
 */
export class Drafts {
  #environment: Environment
  #forms: FormDrafts | undefined
  #follows = false

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** Fills in what was kept, and looks out for what is typed. The fields have to be there. */
  follow(): void {
    const { document, storage } = this.#environment
    if (this.#follows) return
    this.#follows = true
    if (storage?.getItem(KEY)) {
      void this.#load(({ restore }) => restore(this.#environment, KEY))
    } else
      document?.addEventListener('input', () => void this.#load(), { capture: true, once: true })
  }

  /** To be called when the document goes away. */
  keep(): void {
    this.#forms?.keep(this.#environment, KEY)
  }

  async #load(then?: (forms: FormDrafts) => void): Promise<void> {
    try {
      this.#forms = await import('./form_drafts.ts')
      then?.(this.#forms)
    } catch {
      // The file cannot be had
    }
  }
}
