/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** A page of the panel. */
export interface View {
  /** As its tab has it. */
  readonly title: string
  readonly element: HTMLElement
  /** Shows what there is by now. It is called while the page is shown. */
  update(): void
}
