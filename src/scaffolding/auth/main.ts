/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export { AuthCommand } from './auth_command.ts'
