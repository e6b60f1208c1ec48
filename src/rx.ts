/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { abilities, can, guard, recent, subject } from './features/auth/main.ts'
import { download } from './features/downloads/main.ts'
import { count, first, live, read, rows } from './features/models/main.ts'
import { upload } from './features/uploads/main.ts'
import { cookie, localStorage, query, sessionStorage } from './features/places/main.ts'
import type { JsonValue } from './protocol/main.ts'
import { actions, event, stateId, variable } from './state/main.ts'
import type { BrowserAction, State } from './state/main.ts'

/** Names of the methods of a state. */
type MethodName<S> = {
  [K in keyof S]: S[K] extends (...args: never[]) => unknown ? K : never
}[keyof S] &
  string

type MethodArgs<S, K extends keyof S> = S[K] extends (...args: infer A) => unknown ? A : never

/** Decorators for state classes, and actions that a handler can return. */
export const rx = {
  var: variable,
  cookie,
  localStorage,
  sessionStorage,
  query,
  live,
  rows,
  first,
  count,
  read,
  abilities,
  guard,
  can,
  recent,
  subject,
  event,
  upload,
  redirect: actions.redirect,
  toast: actions.toasts,
  download,
  clipboard: actions.clipboard,
  focus: actions.focus,
  title: actions.title,
  reload: actions.reload,
  call: actions.call,

  /**
   * Makes the browser call another event after this one, in a separate request.
   *
   * @example
   * ```ts
   * return rx.dispatch(CartState, 'load')
   * ```
   */
  dispatch<S extends State, K extends MethodName<S>>(
    state: new () => S,
    name: K,
    ...args: MethodArgs<S, K>
  ): BrowserAction {
    return actions.dispatch(stateId(state), name, args as JsonValue[])
  },
}
