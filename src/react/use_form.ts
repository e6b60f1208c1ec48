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

/** What tells a form from others. */
export interface FormOptions {
  /**
   * Tells it from other forms with the same event, such as the rows of a table. It is part of the
   * form when that is posted without a script.
   */
  key?: string | number
}

/** One form of a page. */
export interface ReflexForm<A extends unknown[], R> {
  /** For `<form action>`. It never rejects. */
  readonly action: (form: FormData) => Promise<void>
  /**
   * Why its own last submission was refused: the first message by field, with the field's path in
   * VineJS' form. Fields that are bound with the option `form` tell of themselves meanwhile.
   */
  readonly errors: FieldErrors<A>
  /** It is being submitted. */
  readonly pending: boolean
  /** What the handler returned for its last submission that was not refused. */
  readonly result: R | undefined
  /** What was entered when it was posted without a script and refused, for `defaultValue`. */
  readonly input: Readonly<Partial<Record<string, JsonValue>>>
}

/**
 * One of several forms on a page: with its own errors, and whether it is being submitted.
 *
 * @param event - an event that takes a form
 * @param options.key - tells it from other forms with this event
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
