/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to what hot-hook knows of modules that are saved.
 */

export { answering, tellAnswering } from './answering.ts'
export {
  SETTLE_MS,
  areModulesHot,
  importBoundary,
  keepBoundary,
  onInvalidated,
  restartServer,
} from './hot_modules.ts'
