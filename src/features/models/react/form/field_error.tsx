/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentProps } from 'react'
import { fieldView } from './form_view.ts'
import type { FieldOf, FormView } from './form_view.ts'

/** What a `FieldError` gets, and whatever else a `<p>` takes. */
export interface FieldErrorProps<F extends FormView> extends Omit<
  ComponentProps<'p'>,
  'id' | 'role' | 'children'
> {
  /** What `fieldProps` gets. */
  of: F
  /** A key of the form. */
  name: FieldOf<F>
  /** What `fieldProps` gets as its option `id`. */
  id?: string
}

/**
 * Says what is wrong with a field, and is nothing when that is nothing. The field names it as its description.
 */
export function FieldError<F extends FormView>({ of, name, id, ...props }: FieldErrorProps<F>) {
  const { error, errorId } = fieldView(of, name, { id })
  if (error === undefined) return null
  return (
    <p {...props} id={errorId} role="alert">
      {error}
    </p>
  )
}
