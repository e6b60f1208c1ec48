/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useRef } from 'react'
import { useTable } from './context.ts'

/** Milliseconds without a key after which the list is searched. */
const TYPING_PAUSE = 250

/** The field that the list is searched with, which is a form of its own without scripts. */
export function SearchBox() {
  const { list, labels, address, calls } = useTable()
  const input = useRef<HTMLInputElement>(null)
  const { term } = list
  // What somebody types is not written over
  useEffect(() => {
    const field = input.current
    if (field && document.activeElement !== field) field.value = term
  }, [term])
  return (
    <form
      className="reflex-table-search"
      role="search"
      method="get"
      action={address.action}
      onSubmit={(event) => {
        event.preventDefault()
        const { value } = input.current!
        calls.run(() => list.search(value))
      }}
    >
      {address.others(['search', 'page']).map(([name, value], index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      <input
        ref={input}
        className="reflex-table-input"
        type="search"
        name={address.parameter('search')}
        aria-label={labels.search}
        placeholder={labels.search}
        maxLength={200}
        defaultValue={term}
        onChange={({ target: { value } }) =>
          calls.run(() => list.search.debounce(TYPING_PAUSE)(value))
        }
      />
      <noscript>
        <button type="submit">{labels.submit}</button>
      </noscript>
    </form>
  )
}
