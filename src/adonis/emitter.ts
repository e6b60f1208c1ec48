/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { EmitterService } from '@adonisjs/core/types'
import type { Database } from './bindings.ts'

/** What tests use of an emitter: `emit` and `emitSerial` are replaced, fakes included. */
export interface Emitter {
  emit(event: unknown, data: unknown): Promise<void>
  emitSerial(event: unknown, data: unknown): Promise<void>
  on(event: 'db:query', listener: () => void): () => void
  off(event: 'db:query', listener: unknown): void
}

/**
 * Hears of each event before the emitter does anything with it: it may be a fake.
 *
 * @param note - takes the name or class of an event, and its data
 * @returns the emitter
 */
export function onEmit(
  service: EmitterService,
  note: (event: unknown, data: unknown) => void
): Emitter {
  const emitter = service as unknown as Emitter
  for (const name of ['emit', 'emitSerial'] as const) {
    const emit = emitter[name].bind(emitter)
    emitter[name] = (event, data) => {
      note(event, data)
      return emit(event, data)
    }
  }
  return emitter
}

/**
 * Lucid tells of its queries only where somebody listens and the connection is debugged. It prints
 * them then as well, which nobody has asked for.
 */
export function showQueries(emitter: Emitter, { manager, prettyPrint }: Database): void {
  const connections = [...manager.connections.values()]
  if (!connections.some(({ config }) => config.debug)) emitter.off('db:query', prettyPrint)
  emitter.on('db:query', () => {})
  for (const { config, connection } of connections) {
    config.debug = true
    if (connection) connection.config.debug = true
  }
}

/** A message that a language lacks. */
export interface MissingTranslation {
  locale: string
  identifier: string
  /** Its fallback has it. */
  hasFallback: boolean
}

/**
 * Tells the application of a message that a language lacks, as `@adonisjs/i18n` does.
 *
 * @param failed - hears of a listener that fails, which nobody waits for
 */
export function emitMissingTranslation(
  service: EmitterService,
  missing: MissingTranslation,
  failed: (error: unknown) => void
): void {
  const emitter = service as unknown as Emitter
  emitter.emit('i18n:missing:translation', missing).catch(failed)
}

/** What is used of an emitter to hear what packages tell the application. */
export type EventSource = Pick<EmitterService, 'on' | 'off'>

/**
 * Hears an event that a package may tell the application, whether or not the application has that package.
 *
 * @returns stops it
 */
export function onApplicationEvent(
  source: EventSource,
  name: string,
  listener: (data: unknown) => void
): () => void {
  const emitter = source as unknown as {
    on(event: string, listener: (data: unknown) => void): () => void
  }
  return emitter.on(name, listener)
}
