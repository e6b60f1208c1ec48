/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isControlled, isField, reactProps } from './field_values.ts'

/** A button that the user presses to empty a form. */
const RESET_BUTTON = 'button[type=reset],input[type=reset]'

/** How many submissions may wait for their call: React runs actions one after the other. */
const MOST_WAITING = 20

/** A form that was submitted. */
interface Submission {
  form: HTMLFormElement
  submitter: HTMLElement | null
  /** What it sends; undefined when that cannot be read. */
  entries: [string, FormDataEntryValue][] | undefined
  /** When, among all that happens to forms. */
  at: number
  /** It may be submitted again while it runs. */
  isRepeatable: boolean
}

/** Ends what a submission has begun. */
export type EndSubmission = (outcome: 'succeeded' | 'failed') => void

/**
 * Looks after forms whose action is an event.
 *
 * React resets a form after every action: also one that has failed without rejecting, with what was
 * typed meanwhile, and with fields whose value it holds itself and then no longer shows. So the
 * reset after a failure is prevented, and any other one leaves out the fields that React holds and
 * those that were changed after the form was submitted. Nothing is emptied and filled again: the
 * focus, the caret and a composition stay.
 *
 * The same form is not submitted with the same fields while that runs: it was a double click.
 */
export class FormResets {
  #clock = 0
  /** Submissions whose call has not come, and the last one of all. */
  #waiting: Submission[] = []
  #last: Submission | undefined
  #running = new Set<Submission>()
  /** When fields were changed. */
  #changed = new WeakMap<object, number>()
  /** Forms whose next reset is to be prevented. */
  #kept = new WeakSet<object>()
  /** When forms were submitted whose next reset is that of React. */
  #submitted = new WeakMap<object, number>()
  /** The form that its user empties, and the one that is reset without some of its fields. */
  #emptied: unknown
  #resetting: unknown

  /**
   * Finds the form that a call comes from. Its data does not say which one it is.
   *
   * @param isRepeatable - it may be submitted again while it runs
   * @returns is to be called, once, when the call is over
   */
  claim(data: FormData, isRepeatable = false): EndSubmission {
    const entries = [...data]
    const index = this.#waiting.findIndex((each) => isSame(each.entries, entries))
    const [found] = index < 0 ? [] : this.#waiting.splice(index, 1)
    const submission = found ?? this.#last
    if (!submission) return () => {}
    submission.isRepeatable = isRepeatable
    this.#running.add(submission)
    return (outcome) => {
      if (!this.#running.delete(submission)) return
      if (outcome === 'failed') this.#kept.add(submission.form)
      else this.#submitted.set(submission.form, submission.at)
    }
  }

  /**
   * Looks after the forms of a document. It sees their events before React does.
   *
   * @returns ends it
   */
  listen(document: Pick<Document, 'addEventListener'>): () => void {
    const controller = new AbortController()
    const options = { capture: true, signal: controller.signal }
    document.addEventListener('submit', (event) => this.#submit(event), options)
    document.addEventListener('reset', (event) => this.#reset(event), options)
    document.addEventListener(
      'input',
      ({ target }) => target && this.#changed.set(target, ++this.#clock),
      options
    )
    document.addEventListener(
      'click',
      ({ target }) => {
        const button = (target as Partial<Element> | null)?.closest?.(RESET_BUTTON)
        this.#emptied = (button as HTMLButtonElement | null | undefined)?.form
      },
      options
    )
    return () => controller.abort()
  }

  #submit(event: SubmitEvent): void {
    const form = event.target as HTMLFormElement
    const { submitter } = event
    const entries = entriesOf(form, submitter)
    for (const each of this.#running) {
      const isSameForm = each.form === form && each.submitter === submitter
      if (!isSameForm || each.isRepeatable || !entries || !isSame(each.entries, entries)) continue
      event.preventDefault()
      event.stopImmediatePropagation()
      return
    }
    const at = ++this.#clock
    this.#last = { form, submitter, entries, at, isRepeatable: false }
    this.#waiting = [...this.#waiting.slice(1 - MOST_WAITING), this.#last]
    this.#kept.delete(form)
    // An action of the page's own is followed by a reset as well
    if ([form, submitter].some(hasAction)) this.#submitted.set(form, at)
  }

  #reset(event: Event): void {
    const form = event.target as HTMLFormElement
    if (form === this.#resetting) return
    // What the user wants is not prevented
    const isOfUser = this.#emptied === form
    this.#emptied = undefined
    if (this.#kept.delete(form) && !isOfUser) return event.preventDefault()
    const since = (!isOfUser && this.#submitted.get(form)) || Infinity
    this.#submitted.delete(form)
    const left = [...(form.elements ?? [])].filter(
      (each) => (isField(each) && isControlled(each)) || (this.#changed.get(each) ?? 0) > since
    )
    if (left.length === 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    // A form that is being reset cannot be reset. That of a user is so until all have heard of it
    const later = isOfUser ? setTimeout : queueMicrotask
    later(() => {
      this.#resetting = form
      resetWithout(form, left)
      this.#resetting = undefined
    })
  }
}

/** Resets a form as a browser does, but for some of its fields: they are of another form meanwhile. */
function resetWithout(form: HTMLFormElement, fields: Element[]): void {
  const { ownerDocument: document } = form
  const other = document.createElement('form')
  other.id = `reflex-${crypto.getRandomValues(new Uint32Array(1))[0]}`
  document.body.append(other)
  const owners = fields.map((field) => field.getAttribute('form'))
  for (const field of fields) field.setAttribute('form', other.id)
  try {
    HTMLFormElement.prototype.reset.call(form)
  } finally {
    for (const [index, field] of fields.entries()) {
      const owner = owners[index]
      if (owner === null) field.removeAttribute('form')
      else field.setAttribute('form', owner)
    }
    other.remove()
  }
}

function entriesOf(form: HTMLFormElement, submitter: HTMLElement | null): Submission['entries'] {
  try {
    return [...new FormData(form, submitter)]
  } catch {
    // The button is not of this form
    return undefined
  }
}

function isSame(one: Submission['entries'], other: [string, FormDataEntryValue][]): boolean {
  return (
    one !== undefined &&
    one.length === other.length &&
    one.every(([name, value], index) => {
      const [otherName, otherValue] = other[index]
      return name === otherName && isSameValue(value, otherValue)
    })
  )
}

/** Each reading of a form makes new objects of its files. */
function isSameValue(one: FormDataEntryValue, other: FormDataEntryValue): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other
  return (
    one.name === other.name && one.size === other.size && one.lastModified === other.lastModified
  )
}

/** Whether React calls a function when a form is submitted. */
function hasAction(element: Element | null): boolean {
  const { action, formAction } = element ? reactProps(element) : {}
  return typeof action === 'function' || typeof formAction === 'function'
}
