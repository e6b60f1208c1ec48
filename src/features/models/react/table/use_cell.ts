/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { Id } from '../../capture/main.ts'
import { bindingOf } from '../form/form_view.ts'
import { toldByToast } from '../told_by_toast.ts'
import { useTable } from './context.ts'

/** How an editable cell is doing. */
export type CellMode = 'shown' | 'edited' | 'saved'

/** An editable cell. */
export interface Cell {
  mode: CellMode
  /** Why the last value was refused. */
  error: string | undefined
  start: () => void
  /** Saves a value. One that is as before closes the cell. */
  save: (value: unknown) => void
  cancel: () => void
}

/**
 * Edits a cell. While it is open, the server does not write over it, and when it goes away, the server is told.
 *
 * @param current - what it has now
 */
export function useCell(id: Id, column: string, current: unknown): Cell {
  const { list, changes, calls } = useTable()
  const [mode, setMode] = useState<CellMode>('shown')
  const [error, setError] = useState<string>()
  // A field that goes away loses the focus, which would save it again
  const phase = useRef<CellMode>('shown')
  const enter = (next: CellMode) => {
    phase.current = next
    setMode(next)
  }
  const leave = useEffectEvent(() => {
    const binding = bindingOf(list)
    const isThere = binding?.store.state(binding.id) !== undefined
    if (phase.current !== 'shown' && isThere && changes) toldByToast(changes.stopEdit(id, column))
  })
  useEffect(() => () => leave(), [])

  const close = () => {
    if (changes) toldByToast(changes.stopEdit(id, column))
    setError(undefined)
    enter('shown')
  }
  const send = async (value: unknown) => {
    try {
      await changes?.edit(id, column, value)
    } catch {
      return close()
    }
    if (phase.current !== 'saved') return
    const message = errorOf(list, column)
    setError(message)
    enter(message === undefined ? 'shown' : 'edited')
  }
  return {
    mode,
    error,
    start() {
      if (phase.current !== 'shown' || !changes) return
      enter('edited')
      toldByToast(changes.startEdit(id, column))
    },
    save(value) {
      if (phase.current !== 'edited') return
      if (error === undefined && value === current) return close()
      enter('saved')
      calls.run(() => send(value))
    },
    cancel() {
      if (phase.current === 'edited') close()
    },
  }
}

/** What the last event of a state has refused, as the store has it: the page may not have drawn it yet. */
function errorOf(list: object, column: string): string | undefined {
  const binding = bindingOf(list)
  const errors = binding?.store.state(binding.id)?.vars.errors as Record<string, string> | undefined
  return errors?.[column]
}
