/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What the script of the document has recorded. */
interface EarlyEvent {
  type: 'click' | 'submit' | 'input' | 'change'
  target: HTMLElement
  submitter?: HTMLElement | null
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

declare global {
  interface Window {
    /** Ends the recording and gives what was recorded. Set by the document. */
    __reflexEarlyEvents?: () => EarlyEvent[]
  }
}

/**
 * Lets happen what the user did before the page was ready. To be called when React listens.
 */
export function replayEarlyEvents(window: Window): void {
  const events = window.__reflexEarlyEvents?.() ?? []
  delete window.__reflexEarlyEvents
  const told = new Set<HTMLElement>()
  for (const { type, target, submitter } of events) {
    if (!target.isConnected) continue
    if (type === 'click') {
      target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, detail: 1 }))
    } else if (type === 'submit') {
      ;(target as HTMLFormElement).requestSubmit(submitter)
    } else if (!told.has(target)) {
      told.add(target)
      tellChange(target as Field)
    }
  }
}

/**
 * React tells a change by comparing a field with what it has last seen in it, which it notes when
 * the property of the element is set. The one of the prototype it does not see.
 */
function tellChange(field: Field): void {
  if (field instanceof HTMLSelectElement) {
    field.dispatchEvent(new Event('change', { bubbles: true }))
  } else if (field.type === 'checkbox' || field.type === 'radio') {
    ;(field as HTMLInputElement).checked = !(field as HTMLInputElement).checked
    field.click()
  } else {
    const prototype = Object.getPrototypeOf(field) as object
    const { set } = Object.getOwnPropertyDescriptor(prototype, 'value')!
    const { value } = field
    field.value = value === '' ? ' ' : ''
    set!.call(field, value)
    field.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
