/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { CrudCommand } from './crud_command.ts'
export type { CrudRequest } from './crud_command.ts'
export { describeModel } from './description.ts'
export { lineDiff } from './line_diff.ts'
export { readTable } from './table.ts'
