/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A button that the user presses to empty a form. */
const RESET_BUTTON = 'button[type=reset],input[type=reset]'

/**
 * Lets a form keep what was typed when its action has failed. React resets a form after every
 * action, and knows nothing of failures that do not reject. A reset is an event of the form, which
 * can be cancelled: so nothing is emptied and filled again, and the focus stays where it is.
 */
export class FormResets {
  /** The form that was submitted last: the data of an action does not say which one it is of. */
  #submitted: EventTarget | null = null
  /** Forms whose next reset is to be prevented. */
  #kept = new WeakSet<EventTarget>()

  /** The form of the action that is running. */
  get submitted(): EventTarget | null {
    return this.#submitted
  }

  /**
   * Prevents the reset that follows the action.
   */
  keep(form: EventTarget | null): void {
    if (form) this.#kept.add(form)
  }

  /**
   * Looks after the forms of a document. It sees their events before React does.
   *
   * @returns ends it
   */
  listen(document: Pick<Document, 'addEventListener'>): () => void {
    const controller = new AbortController()
    const options = { capture: true, signal: controller.signal }
    document.addEventListener(
      'submit',
      ({ target }) => {
        this.#submitted = target
        if (target) this.#kept.delete(target)
      },
      options
    )
    document.addEventListener(
      'reset',
      (event) => {
        if (event.target && this.#kept.delete(event.target)) event.preventDefault()
      },
      options
    )
    document.addEventListener(
      'click',
      ({ target }) => {
        const button = (target as Partial<Element> | null)?.closest?.(RESET_BUTTON)
        const form = (button as HTMLButtonElement | null | undefined)?.form
        // What the user wants is not prevented.
        if (form) this.#kept.delete(form)
      },
      options
    )
    return () => controller.abort()
  }
}
