/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { FocusEvent, FormEvent, RefObject } from 'react'
import { BINDING, FORM_RECORD } from '../../../../client/main.ts'
import type { FormRecord } from '../../../../client/main.ts'
import { useForm } from '../../../../react/main.ts'
import type { FormEventCaller, FormOptions, ReflexForm } from '../../../../react/main.ts'
import { changedFields, enteredValues, fieldPath, showChosen } from './entered.ts'
import { bindingOf } from './form_view.ts'
import type { FormView } from './form_view.ts'

/** Milliseconds without a key after which a field is checked. */
const TYPING_PAUSE = 300

/** A state whose form can be checked. */
export interface CheckedView extends FormView {
  check(data: never, field: never): Promise<string | null | undefined>
}

/** How a form is checked. */
export interface LiveValidationOptions extends FormOptions {
  /**
   * Milliseconds without a key after which a field is checked. It is checked at once when it is left.
   *
   * @default 300
   */
  debounce?: number
  /**
   * What the ids of elements begin with, where a page has two forms of one state.
   *
   * @default the name of the state
   */
  id?: string
}

/** Props of the `<form>`. */
export interface LiveFormProps {
  ref: RefObject<HTMLFormElement | null>
  action: (form: FormData) => Promise<void>
  onInput: (event: FormEvent<HTMLFormElement>) => void
  onBlur: (event: FocusEvent<HTMLFormElement>) => void
  onReset: () => void
}

/** A form that says what is wrong while it is filled in. It has what `useForm` gives, and is what `fieldProps` takes. */
export type LiveForm<F extends FormView, A extends unknown[], R> = FilledForm<F, A, R> &
  Pick<F, keyof F & 'findChoices'>

interface FilledForm<F extends FormView, A extends unknown[], R> extends ReflexForm<A, R> {
  readonly fields: F['fields']
  readonly record: F['record']
  readonly id?: string
  /** For the `<form>`. */
  readonly props: LiveFormProps
  /** Names of the fields that say something else than they did at first. */
  readonly dirty: readonly (keyof F['fields'] & string)[]
  /** Whether there are any. */
  readonly isDirty: boolean
}

/**
 * Validates the fields of a form while it is filled in, by the validator of the state: 300 milliseconds after the last key, and
 * when a field is left. A field that nobody has changed is not judged, and no answer takes the place of a newer one.
 *
 * @param state - what `useReflex` gives for a `modelState()`
 * @param event - what the form calls: `products.create` or `products.save`
 * @param options.key - tells it from other forms with this event
 * @param options.debounce - milliseconds without a key after which a field is checked
 * @param options.id - what the ids of elements begin with, where a page has two forms of one state
 *
 * @example
 * ```tsx
 * const form = useLiveValidation(products, products.save)
 * return (
 *   <form {...form.props}>
 *     <input {...fieldProps(form, 'name')} />
 *     <FieldError of={form} name="name" />
 *     <button disabled={form.pending}>Save</button>
 *   </form>
 * )
 * ```
 */
export function useLiveValidation<F extends CheckedView, A extends unknown[], R>(
  state: F,
  event: FormEventCaller<A, R>,
  { debounce = TYPING_PAUSE, id, ...options }: LiveValidationOptions = {}
): LiveForm<F, A, R> {
  const form = useForm(event, options)
  const element = useRef<HTMLFormElement>(null)
  const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>())
  const [dirty, setDirty] = useState<readonly string[]>([])
  const { fields, record } = state

  const look = useEffectEvent((isOther: boolean) => {
    if (isOther && element.current) showChosen(element.current, state)
    const changed = element.current ? changedFields(element.current, fields) : []
    setDirty((before) => (before.join() === changed.join() ? before : changed))
  })
  const check = useEffectEvent((name: string) => {
    timers.current.delete(name)
    if (!element.current) return
    const judged = (form as unknown as { [FORM_RECORD]: FormRecord })[FORM_RECORD].fieldSent(name)
    const data = enteredValues(element.current, fields)
    state.check(data as never, name as never).then(
      (message) => judged(message ?? undefined),
      // A toast has told it, and nobody has judged the field
      () => {}
    )
  })
  const handlers = useMemo(() => {
    const stop = () => {
      for (const timer of timers.current.values()) clearTimeout(timer)
      timers.current.clear()
    }
    return { look: (isOther = false) => look(isOther), check: (name: string) => check(name), stop }
  }, [])
  useEffect(() => handlers.stop, [handlers])
  // A submission judges all fields
  useEffect(() => {
    if (form.pending) handlers.stop()
    else handlers.look()
  }, [form.pending, handlers])
  useEffect(() => handlers.look(true), [record, handlers])

  const props: LiveFormProps = {
    ref: element,
    action: form.action,
    onInput({ target }) {
      handlers.look()
      const name = fieldPath(target, fields)
      if (name === undefined) return
      clearTimeout(timers.current.get(name))
      timers.current.set(
        name,
        setTimeout(() => handlers.check(name), debounce)
      )
    },
    onBlur({ target }) {
      const name = fieldPath(target, fields)
      if (name === undefined || !timers.current.has(name)) return
      clearTimeout(timers.current.get(name))
      handlers.check(name)
    },
    onReset() {
      handlers.stop()
      // The fields have their first values after the event
      setTimeout(() => handlers.look())
    },
  }
  const { findChoices } = state as { findChoices?: unknown }
  const live = { ...form, id, fields, record, findChoices, props, dirty, isDirty: dirty.length > 0 }
  const hidden = form as unknown as { [FORM_RECORD]: FormRecord }
  return {
    ...live,
    [BINDING]: bindingOf(state),
    [FORM_RECORD]: hidden[FORM_RECORD],
  } as unknown as LiveForm<F, A, R>
}
