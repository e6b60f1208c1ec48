/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ChoicePage } from '../../crud/types.ts'
import type { FormView } from '../form/form_view.ts'

/** A page of choices as pages of the application have it. */
export type ShownPage = {
  readonly [K in keyof ChoicePage]: ChoicePage[K] extends (infer Item)[]
    ? readonly Readonly<Item>[]
    : ChoicePage[K]
}

/** A row that a field may name. */
export type ShownChoice = ShownPage['choices'][number]

type Find = (name: never, term?: string, page?: number) => Promise<unknown>

/** A form with fields that name rows: what `useReflex` gives for a `modelState()`, or what `useLiveValidation` gives. */
export interface ChoiceView extends FormView {
  readonly findChoices: Find & { debounce(milliseconds: number): Find }
}

/** Names of the fields that name rows. */
export type ChoiceOf<F extends ChoiceView> = Parameters<F['findChoices']>[0]

/** Calls the event, whatever its fields are. */
export interface AnyFind {
  (name: string, term: string, page: number): Promise<ShownPage | undefined>
  debounce(milliseconds: number): AnyFind
}
