/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what draws model states, and the entry point `reflex-adonis/models/react`. Browsers load it, beside `reflex-adonis/react`.
 */

export { ChoiceSearch } from './choice/choice_search.tsx'
export type { ChoiceSearchProps } from './choice/choice_search.tsx'
export { ChoiceSelect } from './choice/choice_select.tsx'
export type { ChoiceSelectProps } from './choice/choice_select.tsx'
export type { ChoiceOf, ChoiceView, ShownChoice } from './choice/choice_view.ts'
export type { ChoiceLabels } from './choice/labels.ts'
export { useChoices } from './choice/use_choices.ts'
export type { Choices } from './choice/use_choices.ts'
export { FieldError } from './form/field_error.tsx'
export type { FieldErrorProps } from './form/field_error.tsx'
export { fieldProps, selectProps, textareaProps } from './form/field_props.ts'
export type { InputProps, SelectProps, TextareaProps } from './form/field_props.ts'
export type { FieldOf, FieldOptions, FormOf, FormView } from './form/form_view.ts'
export { useFieldList } from './form/use_field_list.ts'
export type {
  FieldItem,
  FieldList,
  FieldListOptions,
  ItemForm,
  ItemOf,
} from './form/use_field_list.ts'
export { useLiveValidation } from './form/use_live_validation.ts'
export type { LiveForm, LiveFormProps, LiveValidationOptions } from './form/use_live_validation.ts'
export { ImportDialog } from './imports/import_dialog.tsx'
export type { ImportDialogProps } from './imports/import_dialog.tsx'
export type { ImportView } from './imports/import_view.ts'
export type { ImportLabels } from './imports/labels.ts'
export { useImport } from './imports/use_import.ts'
export type {
  Failure as ImportFailure,
  RowImport,
  Source as ImportSource,
} from './imports/use_import.ts'
export type { BulkBarProps } from './table/bulk_bar.tsx'
export type { TableColumn } from './table/column.ts'
export type { FilterOf, TableFilter } from './table/filter.ts'
export { DataTable } from './table/data_table.tsx'
export type { DataTableProps, TableComponents } from './table/data_table.tsx'
export { useOptimisticRows } from './table/use_optimistic_rows.ts'
export type { ChangedView, OptimisticRows } from './table/use_optimistic_rows.ts'
export type { TableLabels } from './table/labels.ts'
export type { EditableOf, ListView, RowOf, SortOf } from './table/list_view.ts'
