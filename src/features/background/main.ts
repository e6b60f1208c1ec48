/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { BackgroundEvents } from './background_events.ts'
export { BackgroundScope } from './background_scope.ts'
export { Task } from './task.ts'
export { BACKGROUND, TaskRunner, tasksOf } from './task_runner.ts'
export type { BackgroundLimits, BegunEvent } from './task_runner.ts'
