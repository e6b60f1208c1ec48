/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { currentScope } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'

/** What a handler wants of a list, when it is through. */
export type ListRequest =
  | { do: 'load' }
  /** Rows keep their places while the reason is there. */
  | { do: 'hold' | 'release'; reason: string }
  /** Somebody types into a cell, or has stopped. */
  | { do: 'edit' | 'edited'; id: Id; column: string }

const asked = new WeakMap<object, Map<string, ListRequest[]>>()

/**
 * Asks something of a list, in the running event.
 *
 * @param name - of the live var
 */
export function askList(name: string, request: ListRequest): void {
  const scope = currentScope()
  if (scope === undefined) return
  let lists = asked.get(scope)
  if (!lists) asked.set(scope, (lists = new Map()))
  const requests = lists.get(name)
  if (requests) requests.push(request)
  else lists.set(name, [request])
}

/** Takes what the handlers of an event have asked of a list, in order. */
export function takeListRequests(scope: object, name: string): readonly ListRequest[] {
  const lists = asked.get(scope)
  const requests = lists?.get(name) ?? []
  lists?.delete(name)
  return requests
}
