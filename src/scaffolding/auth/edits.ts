/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Class, ObjectExpression } from 'oxc-parser'
import { memberOf } from '../../json_source.ts'
import {
  callsIn,
  insertImports,
  importsIn,
  localName,
  methodCalls,
  namesIn,
  parse,
  splice,
} from '../source.ts'

/*
 * Edits of the files of an application. Each says undefined where it does not understand the file.
 */

/** An option that needs an import. */
interface ImportedOption {
  option: string
  import: string
}

/** Adds `auth: defineAuth({ … })` to `config/reflex.ts`, unless it has one. */
export function addAuthConfig(
  text: string,
  options: readonly string[],
  imported: readonly ImportedOption[] = []
): string | undefined {
  const program = parse(text)
  if (namesIn(program).has('defineAuth')) return text
  const name = localName(program, 'reflex-adonis', 'defineConfig')
  const call = callsIn(program).find(
    ({ callee }) => callee.type === 'Identifier' && callee.name === name
  )
  const [config] = call?.arguments ?? []
  if (config?.type !== 'ObjectExpression') return undefined
  const all = [...options, ...imported.map((each) => each.option)]
  const entry = `\n  auth: defineAuth({\n    ${all.join(',\n    ')},\n  }),\n`
  const changed = insertProperty(text, config, entry)
  const needed = imported.map((each) => each.import).filter((line) => !text.includes(line))
  return insertImports(changed, program, [
    ...needed,
    `import { defineAuth } from 'reflex-adonis/auth'`,
  ])
}

/** Behind the others, whose comments stay with them. */
function insertProperty(text: string, { properties, start }: ObjectExpression, entry: string) {
  const last = properties.at(-1)
  if (!last) return splice(text, start + 1, entry)
  const comma = /^\s*,/.exec(text.slice(last.end))?.[0]
  const separated = comma === undefined ? splice(text, last.end, ',') : text
  const end = last.end + (comma?.length ?? 1)
  // Behind a comment that belongs to the last one
  const comment = /^[ \t]*(?:\/\/[^\n]*|\/\*[^\n]*\*\/[ \t]*)(?=\n)/.exec(separated.slice(end))?.[0]
  return splice(separated, end + (comment?.length ?? 0), `\n${entry.trimEnd()}`)
}

/** Adds `reflex.auth()` behind `reflex.mount()`, with the same middleware, unless it is there. */
export function addAuthCall(text: string): string | undefined {
  const program = parse(text)
  const reflex = localName(program, 'reflex-adonis/services/main', 'default')
  if (methodCalls(program, reflex, 'auth').length > 0) return text
  const [mount] = methodCalls(program, reflex, 'mount')
  const statement = program.body.find(
    ({ start, end }) => mount && start <= mount.start && mount.end <= end
  )
  if (!mount || !statement) return undefined
  const [options] = mount.arguments
  const value = options?.type === 'ObjectExpression' ? memberOf(options, 'middleware') : undefined
  const name = value && text.slice(value.start, value.end)
  const given = name === 'middleware' ? '{ middleware }' : name ? `{ middleware: ${name} }` : ''
  return splice(text, statement.end, `\n${reflex}.auth(${given})`)
}

/** Adds the date of verification to the class of the model, unless it has it. */
export function addVerifiedAt(text: string, className: string): string | undefined {
  const program = parse(text)
  if (namesIn(program).has('emailVerifiedAt')) return text
  const found = program.body.find(
    (node) =>
      node.type === 'ExportDefaultDeclaration' &&
      node.declaration.type === 'ClassDeclaration' &&
      node.declaration.id?.name === className
  )
  const column = localName(program, '@adonisjs/lucid/orm', 'column')
  if (found?.type !== 'ExportDefaultDeclaration' || column === undefined) return undefined
  const { body } = found.declaration as Class
  const member = `\n  @${column}.dateTime()\n  declare emailVerifiedAt: DateTime | null\n`
  const last = body.body.filter(({ type }) => type === 'PropertyDefinition').at(-1)
  const changed = last
    ? splice(text, endOfLine(text, last.end), `\n${member.trimEnd()}`)
    : splice(text, body.start + 1, member)
  const isImported = importsIn(program).some(({ specifiers }) =>
    specifiers.some(({ local }) => local.name === 'DateTime')
  )
  if (isImported) return changed
  return insertImports(changed, program, [`import type { DateTime } from 'luxon'`])
}

function endOfLine(text: string, offset: number): number {
  const end = text.indexOf('\n', offset)
  return end < 0 ? text.length : end
}
