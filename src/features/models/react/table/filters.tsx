/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect, useId, useMemo, useRef } from 'react'
import { BINDING } from '../../../../client/main.ts'
import { ChoiceField } from '../choice/choice_select.tsx'
import type { ChoiceView } from '../choice/choice_view.ts'
import { textOf } from '../form/field_props.ts'
import { bindingOf } from '../form/form_view.ts'
import { useTable } from './context.ts'
import type { AnyFilter } from './filter.ts'

/** What the list is limited to: a form of its own, which scripts send as soon as something is chosen. */
export function Filters() {
  const { list, labels, address, calls, filters } = useTable()
  const names = new Map(filters.map(({ name }) => [address.parameter(name), name]))
  return (
    <form
      className="reflex-table-filters"
      method="get"
      action={address.action}
      onSubmit={(event) => event.preventDefault()}
      onChange={({ target, currentTarget }) => {
        const parameter = (target as unknown as HTMLSelectElement).name
        const name = names.get(parameter)
        // What is typed into the search of a field is not a choice yet
        if (name === undefined) return
        const chosen = new FormData(currentTarget).get(parameter)
        calls.run(() => list.filter({ [name]: chosen === '' ? null : chosen }))
      }}
    >
      {address.others([...names.values(), 'page']).map(([name, value], index) => (
        <input key={index} type="hidden" name={name} value={value} />
      ))}
      {filters.map((filter) =>
        filter.options ? (
          <OptionFilter key={filter.name} filter={filter} />
        ) : (
          <ChoiceFilter key={filter.name} filter={filter} />
        )
      )}
      <noscript>
        <button type="submit">{labels.apply}</button>
      </noscript>
    </form>
  )
}

function ChoiceFilter({ filter: { name, label } }: { filter: AnyFilter }) {
  const { list, labels, address } = useTable()
  const value = list.filters[name]
  const view = useMemo(
    () => ({
      fields: {},
      errors: {},
      record: { values: { [name]: value } },
      findChoices: (list as unknown as ChoiceView).findChoices,
      [BINDING]: bindingOf(list),
    }),
    [list, name, value]
  )
  return (
    <div className="reflex-table-filter">
      <ChoiceField
        of={view as ChoiceView}
        name={name as never}
        label={label}
        fieldName={address.parameter(name)}
        labels={{ none: labels.all, search: labels.all }}
      />
    </div>
  )
}

function OptionFilter({ filter }: { filter: AnyFilter }) {
  const { list, labels, address } = useTable()
  const id = useId()
  const select = useRef<HTMLSelectElement>(null)
  const value = textOf(list.filters[filter.name])
  // Another tab of the browser, or the way back, has another value
  useEffect(() => {
    if (select.current) select.current.value = value
  }, [value])
  return (
    <div className="reflex-table-filter">
      <label className="reflex-table-filter-label" htmlFor={id}>
        {filter.label}
      </label>
      <select
        ref={select}
        id={id}
        className="reflex-table-select"
        name={address.parameter(filter.name)}
        defaultValue={value}
      >
        <option value="">{labels.all}</option>
        {filter.options?.map(([option, label]) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </div>
  )
}
