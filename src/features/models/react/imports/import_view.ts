/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Importing, ImportProblem } from '../../crud/types.ts'
import type { FormView } from '../form/form_view.ts'

type Call<A extends unknown[]> = (...args: A) => Promise<unknown>

/** A problem as pages have it. */
export type ShownProblem = Readonly<ImportProblem>

/** An import as pages have it. */
export type ShownImport = {
  readonly [K in keyof Importing]: Importing[K] extends (infer Item)[]
    ? readonly (Item extends (infer Cell)[] ? readonly Cell[] : Readonly<Item>)[]
    : Importing[K]
}

/** A state that imports rows: what `useReflex` gives for a `modelState()` with `import`. */
export interface ImportView extends FormView {
  readonly importing: ShownImport | null
  importRows: Call<[name: string, size: number]>
  sendImport: Call<[text: string]>
  mapImport: Call<[column: number, field: never]>
  confirmImport: Call<[mode: 'all' | 'valid']>
  cancelImport: Call<[]>
  closeImport: Call<[]>
}
