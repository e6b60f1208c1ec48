/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ConnectionInfo, Toast } from '../../client/main.ts'
import type { PageError } from '../page_error.ts'

/** What a toaster gets. */
export interface ToasterProps {
  /** Oldest first. */
  toasts: readonly Toast[]
  /** Takes a toast away, for good. */
  dismiss: (id: number) => void
}

/** What a connection banner gets. */
export interface BannerProps {
  /** How the connection is now. */
  connection: ConnectionInfo
}

/** What a progress bar gets. */
export interface ProgressProps {
  /** A navigation is under way. */
  active: boolean
}

/** What an error page gets. */
export interface ErrorProps {
  /** Why the page cannot be shown. */
  error: PageError
  /** Asks for the page again. */
  retry: () => void
}
