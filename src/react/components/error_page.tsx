/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ErrorProps } from './props.ts'

/** Says why there is no page, and lets the user try again. */
export function ErrorPage({ error: { status, code, message, stack }, retry }: ErrorProps) {
  return (
    <div className="reflex-error" role="alert">
      <p className="reflex-error-status">{status}</p>
      <h1>{message}</h1>
      <p>
        <code>{code}</code>
      </p>
      <button type="button" onClick={retry}>
        Try again
      </button>
      {stack && (
        // What scrolls has to be reached by the keyboard
        <pre tabIndex={0} role="group" aria-label="Stack">
          {stack}
        </pre>
      )}
    </div>
  )
}
