/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isRouteErrorResponse } from 'react-router'
import { ReflexError } from '../client/main.ts'

/** Why a page cannot be shown. */
export interface PageError {
  /** HTTP status that the page would have over HTTP. */
  status: number
  /** `E_…` */
  code: string
  /** A message for the user. In production, it reveals nothing about an exception on the page. */
  message: string
  /** Only in development. */
  stack?: string
}

/**
 * What may be told of whatever a page or a navigation has thrown.
 */
export function toPageError(error: unknown, development: boolean): PageError {
  if (error instanceof ReflexError) {
    const { status, code, message, serverStack, stack } = error
    return { status, code, message, ...(development && { stack: serverStack ?? stack }) }
  }
  if (isRouteErrorResponse(error)) {
    return { status: error.status, code: 'E_ROUTER', message: error.statusText }
  }
  if (!development) {
    return { status: 500, code: 'E_PAGE_FAILED', message: 'Something went wrong on this page.' }
  }
  const { message, stack } = error instanceof Error ? error : new Error(String(error))
  return { status: 500, code: 'E_PAGE_FAILED', message, stack }
}
