/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useCallback, useRef, useState, useSyncExternalStore } from 'react'
import { bindingOf } from '../form/form_view.ts'
import type { AnyFind, ChoiceOf, ChoiceView, ShownChoice, ShownPage } from './choice_view.ts'

/** Milliseconds without a key after which choices are searched. */
const TYPING_PAUSE = 200

const NOTHING: ShownPage = { choices: [], term: '', page: 1, hasMore: false }

/** What a field may name, as far as it is known here. */
export interface Choices {
  readonly choices: readonly ShownChoice[]
  /** What they are searched for. */
  readonly term: string
  readonly hasMore: boolean
  /** Others are on their way. */
  readonly isLoading: boolean
  /** Searches all there are, on the server, once nobody has typed for a moment. */
  search(term: string): void
  /** Adds the next page. */
  more(): void
}

/**
 * What a field of a form may name: its first choices, which are live, and others as they are searched.
 *
 * @param form - what `useReflex` gives for a `modelState()` with `choices`, or what `useLiveValidation` gives
 * @param name - a key of `choices`
 *
 * @example
 * ```tsx
 * const { choices, search } = useChoices(products, 'categoryId')
 * ```
 */
export function useChoices<F extends ChoiceView>(form: F, name: ChoiceOf<F>): Choices {
  const first = useFirstPage(form, name)
  const find = form.findChoices as unknown as AnyFind
  const [found, setFound] = useState<ShownPage>()
  const [isLoading, setLoading] = useState(false)
  const last = useRef(0)
  const shown = found ?? first

  const ask = async (call: AnyFind, term: string, page: number) => {
    const number = ++last.current
    setLoading(true)
    try {
      const answer = await call(name, term, page)
      if (number !== last.current || !answer) return
      setFound((before = shown) =>
        page === 1 ? answer : { ...answer, choices: together(before.choices, answer.choices) }
      )
    } catch {
      // A toast has told it
    } finally {
      if (number === last.current) setLoading(false)
    }
  }
  return {
    ...shown,
    isLoading,
    search(term) {
      if (term === first.term) {
        last.current++
        setLoading(false)
        setFound(undefined)
      } else void ask(find.debounce(TYPING_PAUSE), term, 1)
    },
    more() {
      if (shown.hasMore && !isLoading) void ask(find, shown.term, shown.page + 1)
    },
  }
}

/** What the live var of the field has. */
function useFirstPage(form: ChoiceView, name: string): ShownPage {
  const binding = bindingOf(form)
  const subscribe = useCallback(
    (listener: () => void) => binding?.store.subscribe(binding.id, listener) ?? (() => {}),
    [binding]
  )
  const key = `choices:${name}`
  return useSyncExternalStore(
    subscribe,
    () => pageIn(binding?.store.state(binding.id), key),
    () => pageIn(binding?.store.initial.states.get(binding.id), key)
  )
}

function pageIn(state: { vars: object } | undefined, key: string): ShownPage {
  return ((state?.vars as Record<string, unknown> | undefined)?.[key] as ShownPage) ?? NOTHING
}

/** Lists of choices, each choice once. */
export function together(...lists: (readonly ShownChoice[])[]): readonly ShownChoice[] {
  return [...new Map(lists.flat().map((choice) => [String(choice.id), choice])).values()]
}
