/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useId, useRef } from 'react'
import type { FocusEvent, KeyboardEvent, ReactNode } from 'react'
import { fieldProps } from '../form/field_props.ts'
import type { FormView, ShownRules } from '../form/form_view.ts'
import { cellText, enteredValue } from './cell_value.ts'
import type { AnyColumn } from './column.ts'
import { useTable } from './context.ts'
import { keyOf } from './list_view.ts'
import type { AnyRow } from './list_view.ts'
import { useCell } from './use_cell.ts'
import type { Cell } from './use_cell.ts'

/** What a cell shows. */
export function CellContent({ column, row }: { column: AnyColumn; row: AnyRow }): ReactNode {
  const { labels } = useTable()
  const value = row[column.name]
  return column.render ? column.render(value, row) : cellText(value, labels)
}

/** A cell that is edited in place. */
export function EditableCell({ column, row }: { column: AnyColumn; row: AnyRow }) {
  const { list, changes, labels, isLive } = useTable()
  const value = row[column.name]
  const cell = useCell(keyOf(list, row), column.name, value)
  const button = useRef<HTMLButtonElement>(null)
  const isBack = useRef(false)
  const { mode } = cell
  useEffect(() => {
    if (mode !== 'shown' || !isBack.current) return
    isBack.current = false
    button.current?.focus()
  }, [mode])
  if (mode === 'shown') {
    return (
      <button
        ref={button}
        type="button"
        className="reflex-table-value"
        // What is drawn is part of its name: whoever speaks to the machine says what is seen
        aria-label={column.render ? undefined : labels.edit(column.label, cellText(value, labels))}
        disabled={!isLive}
        onClick={cell.start}
      >
        {column.render && (
          <span className="reflex-table-hidden">{labels.edit(column.label, '')}</span>
        )}
        <CellContent column={column} row={row} />
      </button>
    )
  }
  return (
    <CellField
      cell={cell}
      column={column}
      value={value}
      rules={changes?.fields[column.name]}
      // The button that was pressed comes again, and has the focus where the keyboard has closed the field
      closing={() => (isBack.current = true)}
    />
  )
}

interface CellFieldProps {
  cell: Cell
  column: AnyColumn
  value: unknown
  rules: ShownRules | undefined
  closing: () => void
}

type Field = HTMLInputElement | HTMLSelectElement

function CellField({ cell, column, value, rules, closing }: CellFieldProps) {
  const field = useRef<Field>(null)
  const errorId = useId()
  const { mode, error } = cell
  useEffect(() => {
    field.current?.focus()
    if (field.current?.tagName === 'INPUT') (field.current as HTMLInputElement).select()
  }, [])
  useEffect(() => {
    if (error !== undefined) field.current?.focus()
  }, [error])

  const entered = (element: Field) =>
    rules?.type === 'checkbox'
      ? (element as HTMLInputElement).checked
      : enteredValue(element.value, rules)
  const shared = {
    'className': 'reflex-table-field',
    'aria-label': column.label,
    'aria-busy': mode === 'saved',
    ...(error !== undefined && { 'aria-invalid': true, 'aria-describedby': errorId }),
    'onBlur': ({ currentTarget }: FocusEvent<Field>) => cell.save(entered(currentTarget)),
    'onKeyDown': (event: KeyboardEvent<Field>) => {
      // Enter ends what an input method composes
      if (event.nativeEvent.isComposing) return
      if (event.key !== 'Enter' && event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      closing()
      if (event.key === 'Escape') cell.cancel()
      else cell.save(entered(event.currentTarget))
    },
  }
  const { choices } = rules ?? {}
  const form: FormView = {
    fields: rules ? { value: rules } : {},
    record: { values: { value } },
    errors: {},
  }
  const props = fieldProps(form, 'value')
  return (
    <>
      {choices ? (
        <select
          {...shared}
          ref={field as never}
          disabled={mode === 'saved'}
          defaultValue={String(value ?? '')}
        >
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...props}
          name={undefined}
          {...shared}
          ref={field as never}
          readOnly={mode === 'saved'}
        />
      )}
      {error !== undefined && (
        <span className="reflex-table-error" id={errorId} role="alert">
          {error}
        </span>
      )}
    </>
  )
}
