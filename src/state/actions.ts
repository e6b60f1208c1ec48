/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Action, JsonValue, ToastLevel } from '../protocol/main.ts'
import type { RouteArguments, RouteName, UrlOptions } from '../routes/main.ts'
import { routeUrl } from './application_routes.ts'
import { checkedContentType, checkedUrl, checkTime, fileName } from './action_values.ts'

/** An action for the browser. A handler returns or yields one, or a list of them. */
export class BrowserAction {
  constructor(readonly action: Action) {}
}

/** The actions that a handler can return: one, or several. */
export type ActionResult = BrowserAction | readonly BrowserAction[]

/** What a toast shows besides its message. */
export interface ToastOptions {
  /** Second line. */
  description?: string
  /** Milliseconds until it disappears; with 0, it stays until it is closed. */
  duration?: number
}

/** Options of a redirect. */
export interface RedirectOptions {
  /** Replace the history entry instead of adding one. */
  replace?: boolean
  /** Load the URL over HTTP, even if it is a page. */
  reload?: boolean
  /** Open in a new browser tab. */
  newTab?: boolean
}

/** What a download saves: a file by its URL, or contents that the action carries. */
export type DownloadSource =
  | { /** URL of the file. */ url: string; filename?: string }
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

/** What goes to a route by its name. */
export interface RouteRedirect {
  /**
   * Goes to a route of the application.
   *
   * @param name - of a GET route
   * @param params - of the route, by name or in order
   * @param options - its query string, and those of a redirect
   * @throws E_NO_ROUTES outside an application
   * @throws Error if the application has no such route, and if a param is missing
   */
  toRoute<Name extends RouteName>(
    ...args: RouteArguments<Name, UrlOptions & RedirectOptions>
  ): BrowserAction
}

const toRoute: RouteRedirect = {
  toRoute(...args) {
    const [name, params, { qs, ...options } = {}] = args as unknown as ToRoute
    return redirect(routeUrl('rx.redirect().toRoute()', name, params, { qs }), options)
  },
}

/** The arguments of `toRoute`, whatever the route. */
type ToRoute = [name: string, params?: object, options?: UrlOptions & RedirectOptions]

/**
 * Goes to a route of the application.
 *
 * @example
 * ```ts
 * return rx.redirect().toRoute('products.show', { id: product.id })
 * ```
 */
export function redirect(): RouteRedirect
/**
 * Goes to another page, or to any other URL.
 *
 * @param url - path with query string, or a complete URL
 * @throws E_ACTION_VALUE for a URL with a line break, or one such as `javascript:`
 */
export function redirect(url: string, options?: RedirectOptions): BrowserAction
export function redirect(url?: string, options: RedirectOptions = {}) {
  if (arguments.length === 0) return toRoute
  return new BrowserAction({
    type: 'redirect',
    ...options,
    url: checkedUrl(url, 'rx.redirect()'),
  })
}

/** Toasts, by their level. */
export interface Toasts {
  /**
   * Shows a toast that informs.
   *
   * @throws E_ACTION_VALUE for a `duration` that no timer can hold
   */
  info(message: string, options?: ToastOptions): BrowserAction

  /**
   * Shows a toast that says that something has worked.
   *
   * @throws E_ACTION_VALUE for a `duration` that no timer can hold
   */
  success(message: string, options?: ToastOptions): BrowserAction

  /**
   * Shows a toast that warns.
   *
   * @throws E_ACTION_VALUE for a `duration` that no timer can hold
   */
  warning(message: string, options?: ToastOptions): BrowserAction

  /**
   * Shows a toast that says that something has failed.
   *
   * @throws E_ACTION_VALUE for a `duration` that no timer can hold
   */
  error(message: string, options?: ToastOptions): BrowserAction
}

/** Shows a toast. */
export const toasts: Toasts = {
  info: toast('info'),
  success: toast('success'),
  warning: toast('warning'),
  error: toast('error'),
}

/**
 * Saves a file on the user's machine. The name can come from a user: characters that a file name
 * cannot have are replaced.
 *
 * @throws E_ACTION_VALUE for a URL with a line break, and for an invalid `contentType`
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
  const { data, filename, contentType } = source
  const rest = downloadedFile(filename, contentType)
  return new BrowserAction(
    typeof data === 'string'
      ? { type: 'download', data, ...rest }
      : { type: 'download', data: Buffer.from(data).toString('base64'), base64: true, ...rest }
  )
}

/**
 * What a file that is saved is called, and what it is.
 *
 * @throws E_ACTION_VALUE
 */
export function downloadedFile(
  filename: unknown,
  contentType: unknown
): { filename: string; contentType?: string } {
  const action = 'rx.download()'
  return {
    filename: fileName(filename, action),
    ...(contentType !== undefined && { contentType: checkedContentType(contentType, action) }),
  }
}

/** Copies a text to the clipboard. */
export function clipboard(text: string): BrowserAction {
  return new BrowserAction({ type: 'clipboard', text })
}

/**
 * Moves the focus after the page has been updated.
 *
 * @param selector - CSS selector of the element
 */
export function focus(selector: string): BrowserAction {
  return new BrowserAction({ type: 'focus', selector })
}

/** Changes the title of the document. */
export function title(text: string): BrowserAction {
  return new BrowserAction({ type: 'title', title: text })
}

/** Options of a reload. */
export interface ReloadOptions {
  /**
   * Milliseconds within which the page reloads, at random, so that many tabs do not reload at the
   * same time.
   */
  spread?: number
}

/**
 * Reloads the page over HTTP. The tab and unsent form input are kept.
 *
 * @throws E_ACTION_VALUE for a `spread` that no timer can hold
 */
export function reload(options: ReloadOptions = {}): BrowserAction {
  checkTime(options.spread, 'spread', 'rx.reload()')
  return new BrowserAction({ type: 'reload', ...options })
}

/**
 * Runs a function that the page has registered with `registerFunction`.
 *
 * @param name - name under which it was registered
 * @param args - JSON values; anything else fails the event with E_VAR_NOT_SERIALIZABLE
 */
export function call(name: string, ...args: unknown[]): BrowserAction {
  return new BrowserAction({ type: 'call', name, args: args as JsonValue[] })
}

/**
 * Makes the browser call an event of a state after this one, as if the page had called it, in a
 * separate request.
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
