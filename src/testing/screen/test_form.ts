/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { E_TEST_NO_FIELD } from '../exceptions.ts'
import { enter } from './fields.ts'
import type { FieldValue } from './fields.ts'

/** Enters something into a form. */
export type FormEntry = (form: HTMLFormElement) => void

/** A form of a page of a test. */
export class TestForm {
  #form: HTMLFormElement
  #submit: (entry: FormEntry) => Promise<void>
  #values: Record<string, FieldValue> = {}

  /**
   * @param form - as it was when the test has asked for it
   * @param submit - enters something into the form as it is then, and sends it
   */
  constructor(form: HTMLFormElement, submit: (entry: FormEntry) => Promise<void>) {
    this.#form = form
    this.#submit = submit
  }

  /**
   * @param values - by name of the field
   * @throws E_TEST_NO_FIELD, E_TEST_FIELD_VALUE
   */
  fill(values: Record<string, FieldValue>): this {
    fillForm(this.#form, values)
    Object.assign(this.#values, values)
    return this
  }

  /**
   * Sends the form, with the defaults of the fields that were not filled.
   *
   * @throws E_TEST_FORM_RULES when a browser would not send it; E_TEST_NO_FIELD and E_TEST_FIELD_VALUE
   *   where the page no longer has a field that was filled
   */
  async submit(): Promise<void> {
    const values = this.#values
    await this.#submit((form) => fillForm(form, values))
    this.#values = {}
  }
}

function fillForm(form: HTMLFormElement, values: Record<string, FieldValue>): void {
  for (const [name, value] of Object.entries(values)) enter(fieldOf(form, name), name, value)
}

function fieldOf(form: HTMLFormElement, name: string): HTMLElement {
  const fields = [...form.elements].filter(
    (element) => (element as HTMLInputElement).type !== 'hidden'
  ) as HTMLInputElement[]
  const found = fields.find((field) => field.name === name)
  if (found) return found
  const names = [...new Set(fields.map((field) => field.name))].filter((each) => each !== '')
  throw new E_TEST_NO_FIELD(['no field', name, names.join(', ') || 'none'])
}
