/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to states that list and change the rows of a model. It needs Lucid and VineJS, so only the entry point
 * `reflex-adonis/models` leads here.
 */

export { listState, modelState } from './create.ts'
export { csvLine } from './csv.ts'
/** The classes of the errors of these states, by their codes. */
export * as crudErrors from './exceptions.ts'
export { ListState } from './list_state.ts'
export { ModelState } from './model_state.ts'
export { uniqueRow } from './unique_row.ts'
export type { UniqueRowOptions } from './unique_row.ts'
export type {
  AnyChoices,
  CellChange,
  Choice,
  ChoiceOptions,
  ChoicePage,
  Conflict,
  CountMode,
  FieldRules,
  ImportColumn,
  Importing,
  ImportOptions,
  ImportProblem,
  Listing,
  ModelStateOptions,
  ModelTypes,
  OpenRecord,
  Progress,
  Selection,
  TypesOf,
} from './types.ts'
