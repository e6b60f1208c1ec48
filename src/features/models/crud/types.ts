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

/** Rows of another model that a field of the form may name. */
export interface ChoiceOptions<M extends LucidModel> {
  model: M
  /** Column with what a choice is called. */
  label: ColumnOf<M>
  /** Columns that they are searched in. @default that of the label */
  search?: readonly ColumnOf<M>[]
  /**
   * Column with the id of the user whose choice it is, or null where they are everybody's.
   *
   * @default `owner` of the state, where the model has such a column
   */
  owner?: ColumnOf<M> | null
  /** Says with `viewList` who may see them. */
  policy?: PolicyClass
  /** Choices of a page. @default 20 */
  perPage?: number
}

/** Choices of any model. */
export interface AnyChoices {
  model: LucidModel
  label: string
  search?: readonly string[]
  owner?: string | null
  policy?: PolicyClass
  perPage?: number
}

/** What may be imported from a file. */
export interface ImportOptions {
  /** Headers by which files name a field, besides its own name. */
  headers?: Readonly<Partial<Record<string, readonly string[]>>>
  /** Fields that no two rows of a file may say the same of. */
  unique?: readonly string[]
  /** Bytes of a file, or an expression such as `'2mb'`. @default '1mb' */
  bytes?: number | string
  /** Rows of a file. @default 5_000 */
  rows?: number
}

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
  /** Rows of other models that fields of the form may name, by field: a foreign key, or a many-to-many relation. */
  choices?: Readonly<Record<string, AnyChoices>>
  /** Rows can be imported from CSV files, by those who may create them. */
  import?: ImportOptions
  /** Column that differs after each change, such as `updatedAt`: who saves what others have changed meanwhile is refused. */
  version?: ColumnOf<M>
  /** Column with the time at which a row was removed. Removed rows are not shown, and can be restored. */
  deletedAt?: ColumnOf<M>
  /** Rows of a page, or the sizes that a page may have, the usual one first. @default 20 */
  perPage?: number | readonly number[]
  /** How rows are counted. @default 'exact' */
  count?: CountMode
  /** Whether what others write reaches the page by itself. @default true */
  live?: boolean
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
  choices: string
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

type ChoicesOf<O> = O extends { choices: infer C extends Readonly<Record<string, AnyChoices>> }
  ? C
  : Record<never, AnyChoices>

/** The types of a model state with such options. */
export interface TypesOf<M extends LucidModel, O> extends ModelTypes {
  model: M
  row: ResultOf<O>
  form: FormOf<O>
  sort: NameOf<O, 'sort'>
  editable: NameOf<O, 'editable'>
  choices: keyof ChoicesOf<O> & string
  filters: FiltersOf<O>
}

/** A row of the model of a state. */
export type RowOf<T extends ModelTypes> = InstanceType<T['model']>

/** What only the compiler checks of options. */
export interface CheckedOptions<O> {
  editable?: readonly (keyof FormOf<O> & string)[]
  choices?: {
    [K in keyof ChoicesOf<O>]: K extends keyof FormOf<O>
      ? ChoicesOf<O>[K] extends { model: infer M extends LucidModel }
        ? ChoiceOptions<M>
        : never
      : never
  }
  import?: ImportOptions & {
    headers?: Partial<Record<keyof FormOf<O> & string, readonly string[]>>
    unique?: readonly (keyof FormOf<O> & string)[]
  }
}

/** A field of a form, also in a list or an object. */
export type FieldPath<Name extends string> = Name | `${Name}.${string}`

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

/** A row that a field may name. */
export interface Choice {
  id: Id
  label: string
}

/** A page of what a field may name. */
export interface ChoicePage {
  choices: Choice[]
  /** What they were searched for. */
  term: string
  /** From 1. */
  page: number
  /** There is another page. */
  hasMore: boolean
}

/** A row that a form has open. */
export interface OpenRecord<Form> {
  id: Id
  /** What the form says of the row. */
  values: Partial<Form>
  /** What its fields name, by field. */
  chosen: Record<string, Choice[]>
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

/** A column of a file. */
export interface ImportColumn {
  /** Its first cell. */
  header: string
  /** The field that it is of; null where it is of none. */
  field: string | null
}

/** Why a row of a file cannot be written. */
export interface ImportProblem {
  /** Where the row begins, from 1. */
  line: number
  /** The field that it is about; null where it is about all of the row. */
  field: string | null
  message: string
}

/** How an import is doing. */
export interface Importing {
  id: string
  /** Of the file. */
  name: string
  /** The file comes, is checked, waits for what is to become of it, is written, or is over. */
  step: 'receiving' | 'checking' | 'checked' | 'writing' | 'done'
  /** Bytes that have come. */
  received: number
  /** Bytes of the file. */
  size: number
  columns: ImportColumn[]
  /** The first rows as they are in the file. */
  sample: string[][]
  /** Rows of the file. */
  rows: number
  checked: number
  /** Those that nothing is wrong with. */
  valid: number
  /** What is wrong, at most a hundred of it. */
  problems: ImportProblem[]
  /** Rows that something is wrong with. */
  wrong: number
  written: number
  /** All rows or none, or those that are valid. */
  mode: 'all' | 'valid' | null
  /** It was stopped before its end. */
  isStopped: boolean
}

/** What a field of a form may hold, for `fieldProps`. */
export interface FieldRules {
  type:
    | 'text'
    | 'number'
    | 'checkbox'
    | 'email'
    | 'url'
    | 'date'
    | 'datetime-local'
    | 'select'
    | 'list'
    | 'group'
  required: boolean
  minLength?: number
  maxLength?: number
  min?: number
  max?: number
  step?: number | 'any'
  pattern?: string
  choices?: (string | number)[]
  multiple?: boolean
  /** What each object of a list has, or the object that it is. */
  fields?: Record<string, FieldRules>
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
