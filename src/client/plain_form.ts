/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { CSRF_FIELD, eventField, eventOfField } from '../protocol/main.ts'
import type { PlainForms } from './environment.ts'

/** What React asks a function for that is the action of a form, when it renders on a server. */
interface FormAttributes {
  /** Name of a field that says what is called. */
  name: string
  action: string
  method: 'POST'
  /** How files are sent, where there may be some. */
  encType?: string
  /** More fields. */
  data: FormData | null
}

/**
 * Makes a form whose action is an event work without a script: on a server, React draws it with an
 * address to be posted to, and with the fields that say what to run.
 */
export function withPlainForm(
  call: (...args: never[]) => unknown,
  state: string,
  event: string,
  { action, csrfToken }: PlainForms,
  { key, takesFiles }: { key?: string; takesFiles?: boolean } = {}
): void {
  const attributes = (): FormAttributes => {
    let data: FormData | null = null
    if (csrfToken !== undefined) {
      data = new FormData()
      data.append(CSRF_FIELD, csrfToken)
    }
    const encType = takesFiles ? 'multipart/form-data' : undefined
    return { name: eventField(state, event, key), action, method: 'POST', encType, data }
  }
  const describe = (target: object) =>
    Object.defineProperty(target, '$$FORM_ACTION', { value: attributes })
  describe(call)
  // `useActionState` binds its state, and asks the bound function
  Object.defineProperty(call, 'bind', {
    value: (self: unknown, ...args: unknown[]) =>
      describe(Function.prototype.bind.call(call, self, ...(args as never[])) as object),
  })
}

/** The fields of a form without those that only its way over plain HTTP needs. */
export function enteredFields(form: FormData): [string, FormDataEntryValue][] {
  return [...form].filter(([name]) => name !== CSRF_FIELD && !eventOfField(name))
}
