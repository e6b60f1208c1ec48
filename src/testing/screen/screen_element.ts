/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/**
 * An element as a test finds it. It is an `HTMLElement`; what tests ask for most is there as well where the compiler does not know
 * the DOM, as in the tests of an AdonisJS application.
 */
export type ScreenElement = HTMLElement & {
  /** In capitals: `BUTTON`. */
  readonly tagName: string
  readonly textContent: string | null
  readonly outerHTML: string
  /** What a field holds; undefined for what is not one. */
  readonly value?: string
  /** Of a checkbox, or a choice of several. */
  readonly checked?: boolean
  getAttribute(name: string): string | null
  hasAttribute(name: string): boolean
}
