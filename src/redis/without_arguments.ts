/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

interface CommandError extends Error {
  command?: { name: string; args?: unknown }
}

/**
 * Takes the arguments of its command out of an error of redis: a password, the id of a session, a whole
 * record. The error is changed, since others may hold it as well.
 *
 * @returns the error
 */
export function withoutArguments(error: unknown): Error {
  if (!(error instanceof Error)) return new Error(String(error))
  const { command } = error as CommandError
  if (command) (error as CommandError).command = { name: command.name }
  // A server that does not know a command repeats what came with it
  const quoted = /,? with args beginning with: .*/
  if (quoted.test(error.message)) {
    const { message } = error
    error.message = message.replace(quoted, '')
    error.stack = error.stack?.replaceAll(message, error.message)
  }
  return error
}
