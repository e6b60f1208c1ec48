/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CSRF_FIELD, eventField } from '../protocol/main.ts'
import { enteredFields } from './plain_form.ts'

/** A form that calls an event. */
export interface PostedForm {
  state: string
  event: string
  /** Tells it from other forms with the event. */
  key?: string
  /** Its fields. */
  data: FormData
}

/**
 * Posts a form over HTTP, as a browser without a script does. The answer takes the place of the document.
 *
 * @param url - path and query string of the page
 * @param csrfToken - what shield asks for
 */
export function postForm(
  document: Document,
  url: string,
  { state, event, key, data }: PostedForm,
  csrfToken: string | undefined
): void {
  const form = document.createElement('form')
  form.method = 'post'
  form.action = url
  form.hidden = true
  const add = (name: string, value: FormDataEntryValue) => {
    const field = document.createElement('input')
    field.type = 'hidden'
    field.name = name
    if (typeof value === 'string') field.value = value
    else {
      const files = new DataTransfer()
      files.items.add(value)
      field.type = 'file'
      field.files = files.files
      form.enctype = 'multipart/form-data'
    }
    form.append(field)
  }
  add(eventField(state, event, key), '')
  if (csrfToken !== undefined) add(CSRF_FIELD, csrfToken)
  for (const [name, value] of enteredFields(data)) add(name, value)
  document.body.append(form)
  // A field may be called `submit`
  HTMLFormElement.prototype.submit.call(form)
  form.remove()
}
