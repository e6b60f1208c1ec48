/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { FailureHost } from './failures.ts'

/** Who shows the pages: the router of the React layer. */
export interface Host extends FailureHost {
  /** Go to another page. */
  visit(url: string, options: { replace: boolean }): void
  /** Show another address for the page that is shown. It is not to be asked for. */
  move(url: string, options: { replace: boolean }): void
  /** The page that is shown has come anew: ask for it with `navigate`, and commit it. */
  refresh(): void
}
