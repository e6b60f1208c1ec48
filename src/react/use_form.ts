/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useMemo, useSyncExternalStore } from 'react'
import { FORM_RECORD, FormRecord } from '../client/main.ts'
import type { JsonValue } from '../protocol/main.ts'
import { useClient } from './context.ts'
import type { FieldErrors, FormEventCaller } from './types.ts'

/** Options of a form. */
export interface FormOptions {
  /**
   * Distinguishes it from other forms with the same event, such as the rows of a table. It is also
   * part of the form when that is posted without JavaScript.
   */
  key?: string | number
}

/** One form of a page. */
export interface ReflexForm<A extends unknown[], R> {
  /** For `<form action>`. It never rejects. */
  readonly action: (form: FormData) => Promise<void>
  /**
   * Why the last submission of this form was rejected: the first message of each field, by the
   * field's path as VineJS writes it. Fields that are bound with the option `form` add their own
   * errors.
   */
  readonly errors: FieldErrors<A>
  /** Whether the form is being submitted. */
  readonly pending: boolean
  /** What the handler returned for the last submission that was not rejected. */
  readonly result: R | undefined
  /**
   * What the user entered, if the form was posted without JavaScript and rejected. For
   * `defaultValue`.
   */
  readonly input: Readonly<Partial<Record<string, JsonValue>>>
}

/**
 * Gives a form its own errors, result and pending state.
 *
 * @param event - an event that takes a form
 * @param options.key - distinguishes it from other forms with this event
 *
 * @example
 * ```tsx
 * const form = useForm(cart.setQuantity, { key: line.id })
 * return (
 *   <form action={form.action}>
 *     <input name="quantity" aria-invalid={Boolean(form.errors.quantity)} />
 *     <button disabled={form.pending}>Change</button>
 *   </form>
 * )
 * ```
 */
export function useForm<A extends unknown[], R>(
  event: FormEventCaller<A, R>,
  { key = '' }: FormOptions = {}
): ReflexForm<A, R> {
  const { store } = useClient()
  const { form: refused, input } = store.initial.page
  const record = useMemo(
    () => new FormRecord(event, String(key), refused, input),
    [event, key, refused, input]
  )
  const snapshot = useSyncExternalStore(record.subscribe, record.snapshot, record.snapshot)
  return useMemo(
    () =>
      ({ ...snapshot, action: record.action, [FORM_RECORD]: record }) as unknown as ReflexForm<
        A,
        R
      >,
    [snapshot, record]
  )
}
