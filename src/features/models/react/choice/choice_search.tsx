/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useId } from 'react'
import { useLocation } from '../../../../react/main.ts'
import { bindingOf } from '../form/form_view.ts'
import type { ChoiceOf, ChoiceView } from './choice_view.ts'
import { ENGLISH_CHOICES } from './labels.ts'
import type { ChoiceLabels } from './labels.ts'

/** What a `ChoiceSearch` gets. */
export interface ChoiceSearchProps<F extends ChoiceView> {
  /** What the `ChoiceSelect` gets. */
  of: F
  /** A key of `choices`. */
  name: ChoiceOf<F>
  /** What the field is called. */
  label: string
  /** Texts, in place of the English ones. */
  labels?: Partial<Pick<ChoiceLabels, 'search' | 'submit'>>
}

/**
 * Searches the choices of a field where there are no scripts, and is not there otherwise. A form in a form is none, so it stands
 * outside of the form with the `ChoiceSelect`.
 *
 * @example
 * ```tsx
 * <ChoiceSearch of={products} name="categoryId" label="Category" />
 * ```
 */
export function ChoiceSearch<F extends ChoiceView>(props: ChoiceSearchProps<F>) {
  const { of: form, name, label } = props
  const { search, submit } = { ...ENGLISH_CHOICES, ...props.labels }
  const { pathname, search: query } = useLocation()
  const id = useId()
  const parameter = `${prefixOf(form)}${name}_search`
  const parameters = [...new URLSearchParams(query)]
  const term = parameters.find(([key]) => key === parameter)?.[1]
  return (
    <noscript>
      <form method="get" action={pathname} role="search">
        {parameters
          .filter(([key]) => key !== parameter)
          .map(([key, value], index) => (
            <input key={index} type="hidden" name={key} value={value} />
          ))}
        <label htmlFor={id}>
          {search}: {label}
        </label>{' '}
        <input id={id} type="search" name={parameter} maxLength={200} defaultValue={term} />{' '}
        <button type="submit">{submit}</button>
      </form>
    </noscript>
  )
}

function prefixOf(form: ChoiceView): string {
  const binding = bindingOf(form)
  const vars = binding?.store.state(binding.id)?.vars as
    { listing?: { prefix: string } } | undefined
  return vars?.listing?.prefix ?? ''
}
