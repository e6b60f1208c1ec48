/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../../support/processes.ts'
import { ABOUT } from './entries.ts'

interface Input {
  description?: string
  required?: boolean
  default?: unknown
}

interface Flag extends Input {
  flagName: string
  type: string
  alias?: string
  showNegatedVariantInHelp?: boolean
}

interface Argument extends Input {
  argumentName: string
  type: string
}

/** A command, as the index of the build describes it to Ace. */
interface Command {
  commandName: string
  description: string
  help: string | string[]
  flags: Flag[]
  args: Argument[]
}

function argumentCode({ argumentName, type, required }: Argument): string {
  const name = type === 'spread' ? `${argumentName}...` : argumentName
  return required ? `<${name}>` : `[${name}]`
}

function flagCode({ flagName, type, alias, showNegatedVariantInHelp }: Flag): string {
  const name = showNegatedVariantInHelp ? `--[no-]${flagName}` : `--${flagName}`
  const value = type === 'boolean' ? '' : `=<${type}>`
  return `${name}${value}${alias ? `, -${alias}` : ''}`
}

function row(code: string, { description = '', default: fallback }: Input): string {
  const end = fallback === undefined ? '' : ` (default: \`${String(fallback)}\`)`
  return `- \`${code}\`: ${description}${end}`
}

function describe({ commandName, description, help, flags, args }: Command): string[] {
  const call = ['node ace', commandName, ...args.map(argumentCode)].join(' ')
  const text = [help].flat().join('\n').replaceAll('{{ binaryName }}', 'node ace')
  const rows = [
    ...args.map((argument) => row(argument.argumentName, argument)),
    ...flags.map((flag) => row(flagCode(flag), flag)),
  ]
  return [
    `## \`${commandName}\` {#${commandName.replace(':', '-')}}`,
    `\`\`\`sh\n${call}\n\`\`\``,
    description,
    ...(text === '' ? [] : [text.replace(/^```$/m, '\n```sh').replace(/\n```$/m, '\n```\n')]),
    ...(rows.length > 0 ? [rows.join('\n')] : []),
  ]
}

/** The commands of the build. */
export async function readCommands(): Promise<Command[]> {
  const file = join(root, 'build', 'commands', 'commands.json')
  const { commands } = JSON.parse(await readFile(file, 'utf8')) as { commands: Command[] }
  return commands.toSorted((a, b) => a.commandName.localeCompare(b.commandName))
}

/** The page of all commands. */
export function commandsPage(commands: readonly Command[]): string {
  const specifier = 'reflex-adonis/commands'
  return [
    '---\noutline: 2\neditLink: false\n---',
    `# \`${specifier}\``,
    ABOUT[specifier],
    ...commands.flatMap(describe),
  ].join('\n\n')
}
