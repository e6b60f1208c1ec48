/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what commands of operators have in common. Commands alone load it.
 */

export type { Operator } from './operator.ts'
export { OperatorCommand } from './operator_command.ts'
export { TabsCommand } from './tabs_command.ts'
