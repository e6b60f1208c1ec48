/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { InferData } from '@adonisjs/core/types/transformers'
import type { LucidModel, ModelAttributes } from '@adonisjs/lucid/types/model'
import type { Infer } from '@vinejs/vine/types'
import type { PolicyClass } from '../../../policies/main.ts'
import type { AnyValidator, AppState } from '../../../state/main.ts'
import type { Id } from '../capture/main.ts'
import type { LiveOptions } from '../vars/main.ts'

/** Names of the columns of a model, as its class has them. */
export type ColumnOf<M extends LucidModel> = keyof ModelAttributes<InstanceType<M>> & string

export type { PolicyClass } from '../../../policies/main.ts'

/** How many rows there are: all of them, up to a thousand, or nobody knows. */
export type CountMode = 'exact' | 'capped' | 'none'

/** What a model state is made of. */
export interface ModelStateOptions<M extends LucidModel> {
  /** A transformer, which makes the rows that pages get. They have the key of the model. */
  row: new (row: InstanceType<M>) => { toObject(): unknown }
  /** What a form may say of a row, and nothing else is ever written. */
  form?: AnyValidator
  /** Keys of the form that `edit` changes one by one. */
  editable?: readonly string[]
  /** Columns that `search` looks in. */
  search?: readonly ColumnOf<M>[]
  /** Columns that the list may be sorted by. */
  sort?: readonly ColumnOf<M>[]
  /** What the list may be limited to, kept in the address. A key is a column, unless `filtered` says otherwise. */
  filters?: AnyValidator
  /** Column with the id of the user whose row it is: others neither see nor change it. */
  owner?: ColumnOf<M>
  /** Says who may do what: `viewList`, `create`, `edit` and `delete`. A method that it does not have refuses. */
  policy?: PolicyClass
  /** Column that differs after each change, such as `updatedAt`: who saves what others have changed meanwhile is refused. */
  version?: ColumnOf<M>
  /** Column with the time at which a row was removed. Removed rows are not shown, and can be restored. */
  deletedAt?: ColumnOf<M>
  /** Rows of a page, or the sizes that a page may have, the usual one first. @default 20 */
  perPage?: number | readonly number[]
  /** How rows are counted. @default 'exact' */
  count?: CountMode
  /** Names those who may see the same rows, see `@rx.live()`. */
  audience?: LiveOptions['audience']
  /** What the parameters of the address begin with, where several lists are on one page. */
  prefix?: string
}

/** What a model state has of its options, for the compiler. */
export interface ModelTypes {
  model: LucidModel
  row: object
  form: object
  sort: string
  editable: string
  filters: object
}

type ResultOf<O> = O extends { row: new (...args: never[]) => infer T } ? InferData<T> : never

type FormOf<O> = O extends { form: infer V extends AnyValidator } ? Infer<V> & object : never

type NameOf<O, K extends PropertyKey> = O extends {
  [key in K]: readonly (infer N extends string)[]
}
  ? N
  : never

type FiltersOf<O> = O extends { filters: infer V extends AnyValidator } ? Infer<V> & object : object

/** The types of a model state with such options. */
export interface TypesOf<M extends LucidModel, O> extends ModelTypes {
  model: M
  row: ResultOf<O>
  form: FormOf<O>
  sort: NameOf<O, 'sort'>
  editable: NameOf<O, 'editable'>
  filters: FiltersOf<O>
}

/** A row of the model of a state. */
export type RowOf<T extends ModelTypes> = InstanceType<T['model']>

/** What only the compiler checks of options. */
export interface CheckedOptions<O> {
  editable?: readonly (keyof FormOf<O> & string)[]
}

/** An editable column and its new value. */
export type CellChange<T extends ModelTypes> = {
  [K in T['editable']]: [column: K, value: K extends keyof T['form'] ? T['form'][K] : never]
}[T['editable']]

/** Rows that are selected: those with the ids, or all that the list has but those. */
export interface Selection {
  all: boolean
  ids: Id[]
}

/** What a table has to know of its list. */
export interface Listing {
  /** Name of the key of the rows. */
  key: string
  /** What the parameters of the address begin with. */
  prefix: string
  /** Rows that a page may have. */
  sizes: number[]
  /** There are columns that it can be searched in. */
  isSearched: boolean
}

/** A row that a form has open. */
export interface OpenRecord<Form> {
  id: Id
  /** What the form says of the row. */
  values: Partial<Form>
  /** As the row was when it was opened. */
  version: string | null
}

/** What two people have made of one row. */
export interface Conflict<Form> {
  id: Id
  /** What the row has by now. */
  theirs: Partial<Form>
  /** What was to be saved. */
  yours: Partial<Form>
}

/** How far a change of many rows has come. */
export interface Progress {
  done: number
  /** Rows that the policy, or a hook, has refused. */
  refused: number
  isRunning: boolean
}

/** What a field of a form may hold, for `fieldProps`. */
export interface FieldRules {
  type: 'text' | 'number' | 'checkbox' | 'email' | 'url' | 'date' | 'select'
  required: boolean
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  step?: number | 'any'
  pattern?: string
  choices?: (string | number)[]
  multiple?: boolean
}

/** A list whose options nobody knows. */
export interface AnyList extends AppState {
  term: string
  order: string
  page: number
  perPage: number
  selection: Selection
  progress: Progress
  readonly filters: Readonly<Record<string, unknown>>
  readonly pages: number | null
  clearSelection(): void
}
