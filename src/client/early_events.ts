/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { counterpartOf, traceOf } from './counterparts.ts'
import type { Trace } from './counterparts.ts'
import {
  enterValue,
  FIELD_SELECTOR,
  isField,
  isSame,
  isTouched,
  dispatchChange,
  valueOf,
} from './field_values.ts'
import type { Field, FieldValue } from './field_values.ts'

/** What the script of the document has recorded. */
interface EarlyEvent {
  type: 'click' | 'submit' | 'input' | 'change' | 'keydown'
  target: HTMLElement
  submitter?: HTMLElement | null
}

/** What the script of the document gives. */
interface Recorder {
  /** What was recorded so far. */
  events: readonly EarlyEvent[]
  /** Hears of what is recorded from now on. */
  note?: (event: EarlyEvent) => void
  /** Ends the recording. */
  stop(): void
}

/** What the user has entered somewhere. */
interface Entry {
  /** What a field holds. What an editable element does is in the element. */
  value?: FieldValue
  /** Where it was: elements are replaced. */
  trace: Trace
  isTold: boolean
}

declare global {
  interface Window {
    /** Records what happens before the page is ready. Set by the document. */
    __reflexEarlyEvents?: Recorder
  }
}

/** The part of a document that React draws. */
const ROOT = '#reflex'

/**
 * Lets happen what the user does before React listens. React may replace what the server has drawn
 * meanwhile, because it differs from what it has to be (a clock, an element that an extension of
 * the browser has put in), or write over what was entered: so each element is described, and what
 * was entered is noted, while it is still there.
 */
export class EarlyEvents {
  #recorder: Recorder | undefined
  #root: Element | null
  #traces = new Map<Element, Trace>()
  #entries = new Map<HTMLElement, Entry>()
  /** Where the user was at last, and the caret: an element that is removed forgets it. */
  #focused: { element: HTMLElement; start: number | null; end: number | null } | undefined

  /**
   * To be made before React begins.
   */
  constructor(window: Window) {
    this.#recorder = window.__reflexEarlyEvents
    this.#root = window.document.querySelector(ROOT)
    if (!this.#recorder || !this.#root) return
    // What a browser has filled in by itself comes without an event
    for (const field of this.#root.querySelectorAll<Field>(FIELD_SELECTOR)) {
      if (isField(field) && isTouched(field)) this.#noteEntry(field)
    }
    for (const event of this.#recorder.events) this.#note(event)
    this.#recorder.note = (event) => this.#note(event)
  }

  /**
   * To be called when React listens. One that fails ends nothing.
   */
  async replay(): Promise<void> {
    const recorder = this.#recorder
    if (!recorder || !this.#root) return
    this.#recorder = undefined
    // React is still busy, and hears of events only afterwards
    await null
    recorder.stop()
    delete window.__reflexEarlyEvents
    const events = [...recorder.events]
    const withEvent = new Set(events.map(({ target }) => target))
    for (const element of this.#entries.keys()) {
      if (!withEvent.has(element)) await attempt(() => this.#repeat(element))
    }
    while (events.length > 0) {
      const event = events.shift()!
      await attempt(() => this.#replay(event, events))
    }
    await attempt(() => this.#focus())
    this.#traces.clear()
    this.#entries.clear()
  }

  #note({ type, target, submitter }: EarlyEvent): void {
    for (const element of [target, submitter]) if (element) this.#trace(element)
    if (type === 'input' || type === 'change') this.#noteEntry(target)
    const { activeElement } = target.ownerDocument
    if (activeElement instanceof HTMLElement && this.#root!.contains(activeElement)) {
      const { selectionStart = null, selectionEnd = null } = activeElement as HTMLInputElement
      this.#focused = { element: activeElement, start: selectionStart, end: selectionEnd }
      this.#trace(activeElement)
    }
  }

  #trace(element: Element): Trace {
    let trace = this.#traces.get(element)
    if (!trace) this.#traces.set(element, (trace = traceOf(element, this.#root!)))
    return trace
  }

  #noteEntry(element: HTMLElement): void {
    const trace = this.#trace(element)
    const value = isField(element) ? valueOf(element) : undefined
    if (isField(element) && element.type === 'radio') {
      // Of a group, only the one that is chosen was entered
      for (const other of this.#entries.keys()) {
        if (isField(other) && other.type === 'radio' && !(other as HTMLInputElement).checked) {
          this.#entries.delete(other)
        }
      }
      if (!value) return
    }
    this.#entries.set(element, { value, trace, isTold: false })
  }

  /**
   * @param rest - the events that follow, without those that are not to be
   */
  #replay({ type, target, submitter }: EarlyEvent, rest: EarlyEvent[]): void {
    if (type === 'input' || type === 'change') return this.#repeat(target)
    const element = this.#present(target)
    if (!element) return
    if (type === 'keydown') {
      const submission = rest.findIndex((each) => each.type === 'click' || each.type === 'submit')
      const isFollowed = submission >= 0 && formOf(rest[submission].target) === formOf(target)
      if (pressEnter(element, isFollowed) && isFollowed) rest.splice(submission, 1)
    } else if (type === 'submit') {
      const button = submitter && this.#present(submitter)
      ;(element as HTMLFormElement).requestSubmit(button)
    } else {
      const click = { bubbles: true, cancelable: true, detail: 1 }
      element.dispatchEvent(new MouseEvent('click', click))
    }
  }

  /** Tells React what was entered, once, wherever it is now. */
  #repeat(element: HTMLElement): void {
    const entry = this.#entries.get(element)
    const present = entry && !entry.isTold && this.#present(element)
    if (!present) return
    entry.isTold = true
    if (!isField(present)) {
      if (present !== element) present.replaceChildren(...element.childNodes)
      present.dispatchEvent(new InputEvent('input', { bubbles: true }))
    } else if (isSame(valueOf(present), entry.value)) {
      if (isTouched(present)) dispatchChange(present)
    } else if (!isTouched(present) || present === element) {
      enterValue(present, entry.value!)
    }
  }

  /** The focus stays where it was, and the caret. */
  #focus(): void {
    const { element, start, end } = this.#focused ?? {}
    if (!element || element.isConnected || document.activeElement !== document.body) return
    const present = this.#present(element) as HTMLInputElement | undefined
    present?.focus({ preventScroll: true })
    if (typeof start === 'number') present?.setSelectionRange(start, end!)
  }

  #present(element: HTMLElement): HTMLElement | undefined {
    if (element.isConnected) return element
    const trace = this.#traces.get(element)
    return trace && (counterpartOf(trace, this.#root!) as HTMLElement | undefined)
  }
}

/**
 * Enter in a field. The click of the form's button that a browser makes of it was recorded, unless
 * the button could not be pressed before React has heard what was entered.
 *
 * @param isFollowed - the form was submitted
 * @returns whether the page has prevented that
 */
function pressEnter(field: HTMLElement, isFollowed: boolean): boolean {
  const key = { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true }
  const isPrevented = !field.dispatchEvent(new KeyboardEvent('keydown', key))
  field.dispatchEvent(new KeyboardEvent('keyup', key))
  if (field.localName !== 'input') return false
  if (!isPrevented && !isFollowed) {
    const fields = [...(formOf(field)?.elements ?? [])] as HTMLInputElement[]
    fields.find(({ type }) => type === 'submit' || type === 'image')?.click()
  }
  return isPrevented
}

function formOf(element: HTMLElement): HTMLFormElement | null {
  return element.localName === 'form'
    ? (element as HTMLFormElement)
    : (element as HTMLInputElement).form
}

/** Runs something, and lets React draw what came of it. A failure is one of the page's. */
async function attempt(run: () => void): Promise<void> {
  try {
    run()
  } catch (error) {
    reportError(error)
  }
  await null
}
