/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import { extrasOf } from '../adonis/main.ts'
import type { ToastAction } from '../protocol/main.ts'
import { FORM_RESULT_FLASH } from '../state/main.ts'
import type { RefusedForm } from '../tabs/main.ts'

/** What a form that was posted over plain HTTP leaves for the page that is shown after it. */
export interface FormResult {
  /** Id of the tab that the event has run in, for the page that the form is on. */
  tab?: string
  /** Path and query string of that page. */
  url: string
  toasts: ToastAction[]
  refused?: RefusedForm
}

/** Id of the browser session of a request; empty without sessions. */
export function sessionIdOf(ctx: HttpContext): string {
  return extrasOf(ctx).session?.sessionId ?? ''
}

/**
 * Leaves a result to the next request of the browser.
 *
 * @returns false without sessions
 */
export function leaveFormResult(ctx: HttpContext, result: FormResult): boolean {
  const session = extrasOf(ctx).session
  session?.flash(FORM_RESULT_FLASH, result)
  return session !== undefined
}

/** The result that the last request has left. */
export function readFormResult(ctx: HttpContext): FormResult | undefined {
  return extrasOf(ctx).session?.flashMessages.get(FORM_RESULT_FLASH) as FormResult | undefined
}
