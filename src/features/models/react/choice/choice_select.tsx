/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import {
  useEffect,
  useId,
  useInsertionEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import type { RefObject } from 'react'
import { flushSync } from 'react-dom'
import { showAtFirst } from '../form/entered.ts'
import { fieldView } from '../form/form_view.ts'
import type { ChoiceOf, ChoiceView, ShownChoice } from './choice_view.ts'
import { Combobox } from './combobox.tsx'
import { ENGLISH_CHOICES } from './labels.ts'
import type { ChoiceLabels } from './labels.ts'
import { injectChoiceStyles } from './styles.ts'
import { together, useChoices } from './use_choices.ts'

/** What a `ChoiceSelect` gets. */
export interface ChoiceSelectProps<F extends ChoiceView> {
  /** What `fieldProps` gets. */
  of: F
  /** A key of `choices`. */
  name: ChoiceOf<F>
  /** What the field is called. */
  label: string
  /** What `fieldProps` gets as its option `id`. */
  id?: string
  /** Texts, in place of the English ones. */
  labels?: Partial<ChoiceLabels>
}

/**
 * A field that names rows of another model, which are searched on the server: one for a foreign key, several for a many-to-many
 * relation. Without scripts, it is a `<select>` of the first ones.
 *
 * @example
 * ```tsx
 * <ChoiceSelect of={form} name="categoryId" label="Category" />
 * <FieldError of={form} name="categoryId" />
 * ```
 */
export function ChoiceSelect<F extends ChoiceView>(props: ChoiceSelectProps<F>) {
  return <ChoiceField {...props} />
}

/**
 * @param props.fieldName - name of the element, where it is not that of the field
 */
export function ChoiceField<F extends ChoiceView>(
  props: ChoiceSelectProps<F> & { fieldName?: string }
) {
  const { of: form, name, label, id, fieldName = name } = props
  const { rules, value, error, errorId } = fieldView(form, name, { id })
  const labels = useMemo(() => ({ ...ENGLISH_CHOICES, ...props.labels }), [props.labels])
  const fieldId = useId()
  const found = useChoices(form, name)
  const isMultiple = rules?.multiple === true
  const isRequired = rules?.required === true && !isMultiple
  const initial = initialChoices(form, name, value, found.choices)
  const field = useChosen(initial)
  const { select } = field
  const input = useRef<HTMLInputElement>(null)
  const isLive = useTakesOver(select, input)
  useInsertionEffect(() => injectChoiceStyles(document), [])

  const offered = together(initial, field.chosen, found.choices)
  const initialIds = initial.map((choice) => String(choice.id))
  const invalid = error !== undefined && { 'aria-invalid': true, 'aria-describedby': errorId }
  return (
    <div className="reflex-choice">
      <label className="reflex-choice-label" htmlFor={fieldId}>
        {label}
      </label>
      {/* So that a list of which nothing is chosen is sent as well */}
      {isMultiple && <input type="hidden" name={`${fieldName}[]`} value="" />}
      <select
        ref={select}
        className="reflex-choice-select"
        hidden={isLive}
        id={isLive ? undefined : fieldId}
        name={isMultiple ? `${fieldName}[]` : fieldName}
        multiple={isMultiple}
        required={isRequired && !isLive}
        defaultValue={isMultiple ? initialIds : (initialIds[0] ?? '')}
        onChange={field.read}
        {...invalid}
      >
        {!isMultiple && <option value="">{labels.none}</option>}
        {offered.map((choice) => (
          <option key={choice.id} value={choice.id}>
            {choice.label}
          </option>
        ))}
      </select>
      {isLive && (
        <Combobox
          id={fieldId}
          input={input}
          label={label}
          labels={labels}
          found={found}
          chosen={field.chosen}
          isMultiple={isMultiple}
          isRequired={isRequired}
          invalid={invalid}
          choose={field.choose}
        />
      )}
    </div>
  )
}

/**
 * Whether the field has taken the place of the list, as soon as scripts are ready. Whoever was in the list then goes on in the
 * field.
 */
function useTakesOver(
  list: RefObject<HTMLElement | null>,
  field: RefObject<HTMLElement | null>
): boolean {
  const [isLive, setLive] = useState(false)
  const hadFocus = useRef(false)
  useLayoutEffect(() => {
    hadFocus.current = document.activeElement === list.current
    setLive(true)
  }, [list])
  useLayoutEffect(() => {
    if (isLive && hadFocus.current) field.current?.focus()
  }, [isLive, field])
  return isLive
}

/** What the field names before anybody has chosen something else: what the form was refused with, or what the open row has. */
function initialChoices(
  { record }: ChoiceView,
  name: string,
  value: unknown,
  offered: readonly ShownChoice[]
): readonly ShownChoice[] {
  const chosen = (record as { chosen?: Record<string, readonly ShownChoice[]> } | null)?.chosen
  const known = together(offered, chosen?.[name] ?? [])
  return [value]
    .flat()
    .filter((id) => id !== null && id !== undefined && id !== '')
    .map((id) => {
      const key = id as ShownChoice['id']
      const found = known.find((choice) => String(choice.id) === String(key))
      return found ?? { id: key, label: String(key) }
    })
}

interface Chosen {
  select: RefObject<HTMLSelectElement | null>
  chosen: readonly ShownChoice[]
  /** Takes what the list has by now: something has restored or reset the form. */
  read: () => void
  /** Chooses rows, in place of all that was chosen. */
  choose: (choices: readonly ShownChoice[]) => void
}

/**
 * What is chosen. The list of the form has it, as for any other field: so it is sent, reset, restored after a reload and found
 * to be changed.
 */
function useChosen(initial: readonly ShownChoice[]): Chosen {
  const select = useRef<HTMLSelectElement>(null)
  const [chosen, setChosen] = useState(initial)
  const initialIds = JSON.stringify(initial.map(({ id }) => String(id)))
  const read = () => {
    const options = [...(select.current?.selectedOptions ?? [])].filter(({ value }) => value !== '')
    setChosen(options.map(({ value, text }) => ({ id: value, label: text })))
  }
  useLayoutEffect(() => {
    // What the row has may be another one once it was saved: React writes that once
    if (!select.current) return
    showAtFirst(select.current, new Set(JSON.parse(initialIds) as string[]))
    read()
  }, [initialIds])
  useEffect(() => {
    const form = select.current?.form
    // The list has its first choice after the event
    const onReset = () => void setTimeout(read)
    form?.addEventListener('reset', onReset)
    return () => form?.removeEventListener('reset', onReset)
  })
  return {
    select,
    chosen,
    read,
    choose(choices) {
      // Each of them is in the list, whatever is searched for next
      flushSync(() => setChosen((before) => together(before, choices)))
      const list = select.current
      if (!list) return
      const ids = new Set(choices.map(({ id }) => String(id)))
      for (const option of list.options) option.selected = ids.has(option.value)
      if (ids.size === 0 && !list.multiple) list.value = ''
      list.dispatchEvent(new Event('input', { bubbles: true }))
      list.dispatchEvent(new Event('change', { bubbles: true }))
    },
  }
}
