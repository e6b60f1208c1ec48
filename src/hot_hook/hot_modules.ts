/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Hot, InvalidatedMessage, ReloadMessage } from '../adonis/main.ts'

const { hot } = import.meta as { hot?: Hot }

/**
 * Milliseconds from a change until files are read. Editors and git write several files at once, and
 * an editor may write one file in parts.
 */
export const SETTLE_MS = 50

/**
 * Whether modules can be loaded anew: `node ace serve --hmr` runs this process with hot-hook, and
 * hears from it what was saved.
 */
export function areModulesHot(): boolean {
  return hot !== undefined && process.send !== undefined
}

/**
 * Imports a module as a boundary: from then on a change of it, or of what only such modules
 * import, makes it a new module for the next import, where it would start the server again.
 *
 * @param url - its file
 */
export async function importBoundary(url: string): Promise<Record<string, unknown>> {
  return (await import(url, hot?.boundary)) as Record<string, unknown>
}

/**
 * Makes a module a boundary again: one that a module imports as any other is none from then on.
 *
 * @param url - of a module that was imported as a boundary
 */
export async function keepBoundary(url: string): Promise<void> {
  // To resolve it is what counts. As JSON it is refused before it could be linked or run
  await import(url, { with: { ...hot?.boundary.with, type: 'json' } }).catch(() => {})
}

/**
 * Calls back whenever modules are to be imported anew.
 */
export function onInvalidated(listener: () => void): void {
  const send = process.send
  if (!send) return
  // hot-hook tells nobody but the parent. Its `dispose` has one callback a file, which is the file's
  process.send = ((message: unknown, ...rest: unknown[]) => {
    if (isInvalidated(message)) listener()
    return Reflect.apply(send, process, [message, ...rest])
  }) as typeof send
}

/**
 * Asks for the server to be started again, which hot-hook does when a file has changed that cannot
 * be reloaded.
 *
 * @param file - of the application
 */
export function restartServer(file: string): void {
  const message: ReloadMessage = {
    type: 'hot-hook:full-reload',
    path: file,
    shouldBeReloadable: true,
  }
  process.send?.(message)
}

function isInvalidated(message: unknown): message is InvalidatedMessage {
  const { type } = (message ?? {}) as { type?: unknown }
  return type === ('hot-hook:invalidated' satisfies InvalidatedMessage['type'])
}
