/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useRef, useState } from 'react'
import type { Id } from '../../capture/main.ts'
import { useTable } from './context.ts'

/** What a box stands for. */
interface SelectBoxProps {
  label: string
  ids: readonly Id[]
  /** All of them are selected. */
  isSelected: boolean
  /** Some of them are. */
  isPartly?: boolean
}

/** A box that selects rows. It shows what was chosen before the server has it. */
export function SelectBox({ label, ids, isSelected, isPartly = false }: SelectBoxProps) {
  const { list, calls, isLive } = useTable()
  const box = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<boolean>()
  const last = useRef(0)
  const isIndeterminate = isPartly && chosen === undefined
  useEffect(() => {
    if (box.current) box.current.indeterminate = isIndeterminate
  }, [isIndeterminate])
  const choose = async (to: boolean) => {
    const number = ++last.current
    setChosen(to)
    try {
      await list.select([...ids], to)
    } finally {
      if (number === last.current) setChosen(undefined)
    }
  }
  return (
    <input
      ref={box}
      className="reflex-table-check"
      type="checkbox"
      aria-label={label}
      checked={chosen ?? isSelected}
      disabled={!isLive || ids.length === 0}
      onChange={({ target: { checked } }) => calls.run(() => choose(checked))}
    />
  )
}
