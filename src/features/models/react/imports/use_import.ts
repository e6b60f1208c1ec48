/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useRef, useState } from 'react'
import type { ImportView, ShownImport } from './import_view.ts'
import { receiving } from './receiving.ts'
import { toldByToast } from '../told_by_toast.ts'
import { bytesOf, slicesOf, textOf } from './slices.ts'

/** Milliseconds between two slices: a tab may call so many events in a second. */
const PACE = 25

/** What is imported: a file, or a text that was pasted. */
export type Source = File | { name: string; text: string }

/** An import of a page. */
export interface RowImport {
  /** How it is doing; null where there is none. */
  readonly importing: ShownImport | null
  /** Why the last one could not go on. */
  readonly error: Failure | undefined
  /** Reads a file, sends it in parts, and has it checked. Nothing is written. */
  start(source: Source): void
  map(column: number, field: string | null): void
  confirm(mode: 'all' | 'valid'): void
  cancel(): void
  close(): void
}

/** `encoding` for a file that is not UTF-8; otherwise what the server says. */
export type Failure = { kind: 'encoding' | 'empty' } | { kind: 'message'; message: string }

/** Ends what waits for an import that was given up. */
class Over extends Error {}

/**
 * Imports rows of a CSV file: what `ImportDialog` is made of.
 *
 * @param state - what `useReflex` gives for a `modelState()` with `import`
 */
export function useImport(state: ImportView): RowImport {
  const [error, setError] = useState<Failure>()
  const run = useRef(0)
  useEffect(() => () => void run.current++, [])

  /** @param number - of the run that it was */
  const failed = (reason: unknown, number: number) => {
    const { code, message } = reason as { code?: string; message?: string }
    const isOver = reason instanceof Over || code === 'E_EVENT_CANCELLED'
    if (!isOver && number === run.current) setError({ kind: 'message', message: message ?? '' })
  }
  const send = async (source: Source, number: number) => {
    let text: string
    try {
      text =
        'text' in source && typeof source.text === 'string'
          ? source.text
          : await textOf(source as File)
    } catch {
      return setError({ kind: 'encoding' })
    }
    if (text.trim() === '') return setError({ kind: 'empty' })
    const before = state.importing?.id
    let isOver = false
    const end = state.importRows(source.name, bytesOf(text)).then(() => {
      throw new Over()
    })
    end.catch((reason: unknown) => {
      isOver = true
      failed(reason, number)
    })
    const stop = new AbortController()
    try {
      await Promise.race([end, receiving(state, before, stop.signal)])
      for (const slice of slicesOf(text)) {
        if (number !== run.current) return
        await Promise.race([end, state.sendImport(slice)])
        await new Promise((resolve) => setTimeout(resolve, PACE))
      }
    } catch (reason) {
      // One that has ended says why itself, and no longer waits for its text
      if (isOver) return
      failed(reason, number)
      toldByToast(state.cancelImport())
    } finally {
      stop.abort()
    }
  }
  return {
    importing: state.importing,
    error,
    start(source) {
      setError(undefined)
      void send(source, ++run.current)
    },
    map: (column, field) => toldByToast(state.mapImport(column, field as never)),
    confirm: (mode) => toldByToast(state.confirmImport(mode)),
    cancel() {
      run.current++
      setError(undefined)
      toldByToast(state.cancelImport())
    },
    close() {
      setError(undefined)
      if (state.importing?.step === 'done') toldByToast(state.closeImport())
    },
  }
}
