/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_TEST_NO_FIELD } from '../exceptions.ts'
import { enter } from './fields.ts'
import type { FieldValue } from './fields.ts'

/** A form of a page of a test. */
export class TestForm {
  #form: HTMLFormElement
  #submit: (form: HTMLFormElement) => Promise<void>

  constructor(form: HTMLFormElement, submit: (form: HTMLFormElement) => Promise<void>) {
    this.#form = form
    this.#submit = submit
  }

  /**
   * @param values - by name of the field
   * @throws E_TEST_NO_FIELD, E_TEST_FIELD_VALUE
   */
  fill(values: Record<string, FieldValue>): this {
    for (const [name, value] of Object.entries(values)) enter(this.#field(name), name, value)
    return this
  }

  /** Sends the form, with the defaults of the fields that were not filled. */
  submit(): Promise<void> {
    return this.#submit(this.#form)
  }

  #field(name: string): HTMLElement {
    const fields = [...this.#form.elements].filter(
      (element) => (element as HTMLInputElement).type !== 'hidden'
    ) as HTMLInputElement[]
    const found = fields.find((field) => field.name === name)
    if (found) return found
    const names = [...new Set(fields.map((field) => field.name))].filter((each) => each !== '')
    throw new E_TEST_NO_FIELD(['no field', name, names.join(', ') || 'none'])
  }
}
