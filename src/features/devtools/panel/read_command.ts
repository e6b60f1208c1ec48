/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import type { PanelCommand } from './commands.ts'
import { E_DEVTOOLS_COMMAND } from './exceptions.ts'

/** Bytes of a command, which may have the value of a var. */
const LONGEST = 4_000_000

/**
 * Reads what the panel asks for.
 *
 * @throws E_DEVTOOLS_COMMAND for what is not a command, or too long
 */
export async function readCommand(request: IncomingMessage): Promise<PanelCommand> {
  const tooLong = () => new E_DEVTOOLS_COMMAND(['the command is too long'])
  // What says so is answered, and what goes on in spite of it is cut off
  if (Number(request.headers['content-length']) > LONGEST) throw tooLong()
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > LONGEST) throw tooLong()
    chunks.push(chunk as Buffer)
  }
  return commandIn(Buffer.concat(chunks).toString())
}

function commandIn(text: string): PanelCommand {
  let command: unknown
  try {
    command = JSON.parse(text)
  } catch (error) {
    throw new E_DEVTOOLS_COMMAND(['it is not JSON'], { cause: error })
  }
  if (typeof command !== 'object' || command === null || !('do' in command)) {
    throw new E_DEVTOOLS_COMMAND(['it is not a command'])
  }
  return command as PanelCommand
}
