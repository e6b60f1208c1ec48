/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ConnectionInfo, Toast } from '../../client/main.ts'
import type { PageError } from '../page_error.ts'

/** Props of the toaster. */
export interface ToasterProps {
  /** Oldest first. */
  toasts: readonly Toast[]
  /** Closes a toast. */
  dismiss: (id: number) => void
}

/** Props of the connection banner. */
export interface BannerProps {
  /** The state of the connection. */
  connection: ConnectionInfo
}

/** Props of the progress bar. */
export interface ProgressProps {
  /** Whether a navigation is running. */
  active: boolean
}

/** Props of the error page. */
export interface ErrorProps {
  /** Why the page cannot be shown. */
  error: PageError
  /** Requests the page again. */
  retry: () => void
}
