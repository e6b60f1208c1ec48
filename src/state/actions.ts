/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, JsonValue, ToastLevel } from '../protocol/main.ts'
import { checkedContentType, checkedUrl, checkTime, fileName } from './action_values.ts'

/**
 * What a handler returns (alone, in a list, or yielded) for the browser to do.
 */
export class BrowserAction {
  constructor(readonly action: Action) {}
}

/** A handler's result: one action, several, or data for the caller. */
export type ActionResult = BrowserAction | readonly BrowserAction[]

/** What a toast shows besides its message. */
export interface ToastOptions {
  /** Second line. */
  description?: string
  /** Milliseconds until it goes away; 0 for until it is closed. */
  duration?: number
}

/** How a redirect goes to its address. */
export interface RedirectOptions {
  /** Replace the history entry instead of adding one. */
  replace?: boolean
  /** Load the address over HTTP, also when it is a page. */
  reload?: boolean
  /** Open in a new browser tab. */
  newTab?: boolean
}

/** What a download saves: a file by its address, or contents that come with the action. */
export type DownloadSource =
  | { /** Address of the file. */ url: string; filename?: string }
  | {
      /** The contents. */
      data: string | Uint8Array
      filename: string
      contentType?: string
    }

function toast(level: ToastLevel) {
  return (message: string, options: ToastOptions = {}): BrowserAction => {
    checkTime(options.duration, 'duration', `rx.toast.${level}()`)
    return new BrowserAction({ type: 'toast', level, message, ...options })
  }
}

/**
 * Go to another page, or to any other address.
 *
 * @param url - path with query string, or a whole address
 * @throws E_ACTION_VALUE for an address with a line break, or one such as `javascript:`
 */
export function redirect(url: string, options: RedirectOptions = {}): BrowserAction {
  return new BrowserAction({
    type: 'redirect',
    ...options,
    url: checkedUrl(url, 'rx.redirect()'),
  })
}

/**
 * Show a toast.
 *
 * Each throws E_ACTION_VALUE for a `duration` that no timer can hold.
 */
export const toasts = {
  info: toast('info'),
  success: toast('success'),
  warning: toast('warning'),
  error: toast('error'),
}

/**
 * Save a file on the user's machine. Its name may come from a user: what no file can be called is
 * replaced.
 *
 * @throws E_ACTION_VALUE for an address with a line break, and for a `contentType` that is not one
 */
export function download(source: DownloadSource): BrowserAction {
  const action = 'rx.download()'
  if ('url' in source) {
    const { url, filename } = source
    return new BrowserAction({
      type: 'download',
      url: checkedUrl(url, action),
      ...(filename !== undefined && { filename: fileName(filename, action) }),
    })
  }
  const { data, contentType } = source
  const rest = {
    filename: fileName(source.filename, action),
    ...(contentType !== undefined && { contentType: checkedContentType(contentType, action) }),
  }
  return new BrowserAction(
    typeof data === 'string'
      ? { type: 'download', data, ...rest }
      : { type: 'download', data: Buffer.from(data).toString('base64'), base64: true, ...rest }
  )
}

/**
 * Put a text on the clipboard.
 */
export function clipboard(text: string): BrowserAction {
  return new BrowserAction({ type: 'clipboard', text })
}

/**
 * Move the focus, after the page has been updated.
 *
 * @param selector - CSS selector of the element
 */
export function focus(selector: string): BrowserAction {
  return new BrowserAction({ type: 'focus', selector })
}

/**
 * Change the title of the document.
 */
export function title(text: string): BrowserAction {
  return new BrowserAction({ type: 'title', title: text })
}

/** When a page is loaded again. */
export interface ReloadOptions {
  /** Milliseconds within which it happens, at random, so that many tabs do not come at once. */
  spread?: number
}

/**
 * Load the page again over HTTP. What was typed and not sent stays, and so does the tab.
 *
 * @throws E_ACTION_VALUE for a `spread` that no timer can hold
 */
export function reload(options: ReloadOptions = {}): BrowserAction {
  checkTime(options.spread, 'spread', 'rx.reload()')
  return new BrowserAction({ type: 'reload', ...options })
}

/**
 * Run a function that the page registered with `registerFunction`.
 *
 * @param name - name under which it was registered
 * @param args - JSON values; anything else fails the event with E_VAR_NOT_SERIALIZABLE
 */
export function call(name: string, ...args: unknown[]): BrowserAction {
  return new BrowserAction({ type: 'call', name, args: args as JsonValue[] })
}

/**
 * Call an event of a state from the browser, as if the page had: an event of its own, with a
 * request of its own, after this one.
 *
 * @param state - id of the state
 */
export function dispatch(state: string, event: string, args: JsonValue[]): BrowserAction {
  return new BrowserAction({ type: 'event', state, event, args })
}

/**
 * Takes a handler's result apart.
 *
 * @returns its actions, and what is left for the caller
 */
export function splitResult(result: unknown): { actions: Action[]; value: unknown } {
  if (result instanceof BrowserAction) return { actions: [result.action], value: undefined }
  if (
    Array.isArray(result) &&
    result.length > 0 &&
    result.every((item) => item instanceof BrowserAction)
  ) {
    return { actions: result.map((item: BrowserAction) => item.action), value: undefined }
  }
  return { actions: [], value: result }
}
