/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Environment } from './environment.ts'
import { defaultOf, isField } from './field_values.ts'
import type { Field, FieldValue } from './field_values.ts'

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
  #observes = false
  /** When something was typed last, in milliseconds since the epoch. */
  typedAt = -Infinity
  /** What the fields held before their user has changed them. */
  #entered = new WeakMap<Field, FieldValue>()

  constructor(environment: Environment) {
    this.#environment = environment
  }

  /** Fills in what was kept, and looks out for what is typed. The fields have to be there. */
  observe(): void {
    const { document, storage } = this.#environment
    if (this.#observes) return
    this.#observes = true
    document?.addEventListener('input', ({ target }) => this.#note(target), { capture: true })
    if (storage?.getItem(KEY)) {
      void this.#load().then((forms) => forms?.restore(this.#environment, KEY, this.#entered))
    }
  }

  /** To be called when the document goes away. */
  keep(): void {
    this.#forms?.keep(this.#environment, KEY, this.#entered)
  }

  /** React makes what it has drawn last the default of a field: so the first change is the one. */
  #note(target: unknown): void {
    if (!isField(target)) return
    this.typedAt = this.#environment.now()
    if (this.#entered.has(target)) return
    this.#entered.set(target, defaultOf(target))
    void this.#load()
  }

  async #load(): Promise<FormDrafts | undefined> {
    try {
      return (this.#forms ??= await import('./form_drafts.ts'))
    } catch {
      // The file cannot be had
      return undefined
    }
  }
}
