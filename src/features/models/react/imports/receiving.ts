/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { bindingOf } from '../form/form_view.ts'
import type { ImportView, ShownImport } from './import_view.ts'

/**
 * Waits until the server takes the text of an import.
 *
 * @param before - id of the import that the page had before
 * @param signal - ends the wait, after which the promise is never resolved
 */
export function receiving(
  state: ImportView,
  before: string | undefined,
  signal: AbortSignal
): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const binding = bindingOf(state)
  if (!binding || signal.aborted) return promise
  const { store, id } = binding
  const look = () => {
    const importing = store.state(id)?.vars.importing as unknown as ShownImport | null | undefined
    if (importing?.step !== 'receiving' || importing.id === before) return
    end()
    resolve()
  }
  const end = store.subscribe(id, look)
  signal.addEventListener('abort', end, { once: true })
  look()
  return promise
}
