/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what draws model states, and the entry point `reflex-adonis/models/react`. Browsers load it, beside `reflex-adonis/react`.
 */

export { FieldError } from './form/field_error.tsx'
export type { FieldErrorProps } from './form/field_error.tsx'
export { fieldProps, selectProps, textareaProps } from './form/field_props.ts'
export type { InputProps, SelectProps, TextareaProps } from './form/field_props.ts'
export type { FieldOf, FieldOptions, FormView } from './form/form_view.ts'
export { useLiveValidation } from './form/use_live_validation.ts'
export type { LiveForm, LiveFormProps, LiveValidationOptions } from './form/use_live_validation.ts'
export type { BulkBarProps } from './table/bulk_bar.tsx'
export type { TableColumn } from './table/column.ts'
export { DataTable } from './table/data_table.tsx'
export type { DataTableProps, TableComponents } from './table/data_table.tsx'
export type { TableLabels } from './table/labels.ts'
export type { EditableOf, ListView, RowOf, SortOf } from './table/list_view.ts'
