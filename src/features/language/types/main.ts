/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the types of messages, which are written while an application is developed.
 */

export { LanguageFiles } from './language_files.ts'
export { paramTypes } from './param_types.ts'
