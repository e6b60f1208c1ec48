/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useId, useState } from 'react'
import type { KeyboardEvent, RefObject } from 'react'
import type { ShownChoice } from './choice_view.ts'
import type { ChoiceLabels } from './labels.ts'
import type { Choices } from './use_choices.ts'

/** What a combobox gets of its field. */
export interface ComboboxProps {
  /** Of the `<input>`. */
  id: string
  /** The `<input>`. */
  input: RefObject<HTMLInputElement | null>
  label: string
  labels: ChoiceLabels
  found: Choices
  chosen: readonly ShownChoice[]
  isMultiple: boolean
  isRequired: boolean
  /** Attributes of a field that was refused. */
  invalid: object | false
  choose: (choices: readonly ShownChoice[]) => void
}

/** A field that one types into to find what to choose, as the ARIA practices have it. */
export function Combobox(props: ComboboxProps) {
  const { id, label, labels, found, chosen, isMultiple, isRequired, invalid } = props
  const box = useCombobox(props)
  const listId = useId()
  const optionId = (index: number) => `${listId}-${index}`
  return (
    <div className="reflex-choice-field">
      <div className="reflex-choice-box" data-multiple={isMultiple ? '' : undefined}>
        {isMultiple &&
          chosen.map((choice) => (
            <button
              key={choice.id}
              type="button"
              className="reflex-choice-chip"
              aria-label={labels.remove(choice.label)}
              onClick={() => box.toggle(choice)}
            >
              {choice.label}
              <span className="reflex-choice-cross" aria-hidden="true">
                ×
              </span>
            </button>
          ))}
        <input
          ref={props.input}
          id={id}
          className="reflex-choice-input"
          type="text"
          role="combobox"
          autoComplete="off"
          aria-autocomplete="list"
          aria-expanded={box.isOpen}
          aria-controls={listId}
          aria-activedescendant={box.active === null ? undefined : optionId(box.active)}
          placeholder={isMultiple && chosen.length > 0 ? undefined : labels.search}
          required={isRequired}
          {...invalid}
          value={box.text}
          onChange={({ target: { value } }) => box.type(value)}
          onClick={box.open}
          onKeyDown={box.press}
          onBlur={box.leave}
        />
        {!isMultiple && !isRequired && chosen.length > 0 && (
          <button
            type="button"
            className="reflex-choice-clear"
            aria-label={labels.clear(label)}
            onClick={() => box.clear()}
          >
            <span className="reflex-choice-cross" aria-hidden="true">
              ×
            </span>
          </button>
        )}
      </div>
      <div
        className="reflex-choice-popup"
        hidden={!box.isOpen}
        // A click in it takes the focus from nothing
        onMouseDown={(event) => event.preventDefault()}
      >
        <ul
          id={listId}
          className="reflex-choice-list"
          role="listbox"
          aria-label={label}
          aria-multiselectable={isMultiple || undefined}
          aria-busy={found.isLoading}
        >
          {found.choices.map((choice, index) => (
            <li
              key={choice.id}
              id={optionId(index)}
              className="reflex-choice-option"
              role="option"
              aria-selected={box.isChosen(choice)}
              data-active={index === box.active ? '' : undefined}
              onClick={() => box.pick(choice)}
            >
              {choice.label}
            </li>
          ))}
        </ul>
        {found.hasMore && (
          <button
            type="button"
            tabIndex={-1}
            className="reflex-choice-more"
            onClick={() => found.more()}
          >
            {labels.more}
          </button>
        )}
        {found.choices.length === 0 && (
          <p className="reflex-choice-empty">{found.isLoading ? labels.loading : labels.noMatch}</p>
        )}
      </div>
      <span className="reflex-choice-hidden" role="status">
        {box.isOpen && statusOf(found, labels)}
      </span>
    </div>
  )
}

function statusOf({ choices, hasMore, isLoading }: Choices, labels: ChoiceLabels): string {
  if (isLoading) return labels.loading
  return choices.length === 0 ? labels.noMatch : labels.count(choices.length, hasMore)
}

/** How somebody moves through the choices. */
function useCombobox({ input, found, chosen, isMultiple, choose }: ComboboxProps) {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState<string>()
  const [activeId, setActive] = useState<ShownChoice['id'] | null>(null)
  const { choices, hasMore } = found
  // By its key: others may take its place while they are searched
  const index = choices.findIndex(({ id }) => id === activeId)
  const active = index < 0 ? null : index
  const isChosen = ({ id }: ShownChoice) => chosen.some((each) => String(each.id) === String(id))
  const own = isMultiple ? '' : (chosen[0]?.label ?? '')

  useEffect(() => {
    if (active === null) return
    input.current?.parentElement?.parentElement
      ?.querySelector('[data-active]')
      ?.scrollIntoView({ block: 'nearest' })
  }, [active, input])

  const close = () => {
    setOpen(false)
    setActive(null)
    setTyped(undefined)
    found.search('')
  }
  const toggle = (choice: ShownChoice) => {
    if (!isMultiple) choose([choice])
    else if (isChosen(choice)) choose(chosen.filter(({ id }) => String(id) !== String(choice.id)))
    else choose([...chosen, choice])
  }
  const pick = (choice: ShownChoice) => {
    toggle(choice)
    close()
  }
  const open = () => setOpen(true)
  const move = (by: number) => {
    if (!isOpen) return open()
    if (choices.length === 0) return
    const last = choices.length - 1
    const from = active ?? (by > 0 ? -1 : choices.length)
    // The end of what is here is no end, where there is more
    if (from + by > last && hasMore) return found.more()
    setActive(choices[(from + by + choices.length) % choices.length].id)
  }
  const press = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter ends what an input method composes
    if (event.nativeEvent.isComposing) return
    const moves: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 }
    if (event.key in moves) {
      event.preventDefault()
      move(moves[event.key])
    } else if (event.key === 'Enter' && isOpen) {
      event.preventDefault()
      if (active !== null && choices[active]) pick(choices[active])
      else leave()
    } else if (event.key === 'Escape' && isOpen) {
      event.preventDefault()
      event.stopPropagation()
      close()
    } else if (event.key === 'Backspace' && isMultiple && !typed && chosen.length > 0) {
      choose(chosen.slice(0, -1))
    }
  }
  const leave = () => {
    if (!isMultiple && typed === '' && chosen.length > 0) choose([])
    close()
  }
  return {
    isOpen,
    active,
    text: typed ?? own,
    isChosen,
    toggle,
    pick,
    open,
    press,
    leave,
    type(text: string) {
      setTyped(text)
      setActive(null)
      setOpen(true)
      found.search(text)
    },
    clear() {
      choose([])
      input.current?.focus()
    },
  }
}
