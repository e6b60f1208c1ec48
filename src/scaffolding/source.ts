/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseSync, Visitor } from 'oxc-parser'
import type { ArrayExpression, CallExpression, ImportDeclaration, Program } from 'oxc-parser'

/*
 * What edits of an application's files have in common. They insert text and leave the rest,
 * comments and formatting included, as it is; an edit that is already there changes nothing.
 */

/**
 * Parses a file of the application.
 *
 * @throws SyntaxError
 */
export function parse(text: string): Program {
  const { program, errors } = parseSync('file.ts', text)
  if (errors.length > 0) throw new SyntaxError(errors[0]!.message)
  return program
}

/** All calls in a file, the outer before the inner. */
export function callsIn(program: Program): CallExpression[] {
  const calls: CallExpression[] = []
  new Visitor({ CallExpression: (node) => void calls.push(node) }).visit(program)
  return calls
}

/** Calls of a method of something that the file names, such as `router.get()`. */
export function methodCalls(
  program: Program,
  object: string | undefined,
  method: string
): CallExpression[] {
  return callsIn(program).filter(
    ({ callee }) =>
      callee.type === 'MemberExpression' &&
      callee.object.type === 'Identifier' &&
      callee.object.name === object &&
      callee.property.type === 'Identifier' &&
      callee.property.name === method
  )
}

export function importsIn(program: Program): ImportDeclaration[] {
  return program.body.filter((node) => node.type === 'ImportDeclaration')
}

/** Names that a file uses for anything. */
export function namesIn(program: Program): Set<string> {
  const names = new Set<string>()
  new Visitor({ Identifier: ({ name }) => void names.add(name) }).visit(program)
  return names
}

/**
 * What a file calls an export of another module.
 *
 * @returns undefined when it does not import it
 */
export function localName(program: Program, module: string, exported: string): string | undefined {
  for (const { source, specifiers, importKind } of importsIn(program)) {
    if (source.value !== module || importKind === 'type') continue
    const found = specifiers.find((specifier) =>
      specifier.type === 'ImportSpecifier'
        ? 'name' in specifier.imported && specifier.imported.name === exported
        : specifier.type === 'ImportDefaultSpecifier' && exported === 'default'
    )
    if (found) return found.local.name
  }
  return undefined
}

/** Puts lines below the last import, or at the top. */
export function insertImports(text: string, program: Program, lines: string[]): string {
  if (lines.length === 0) return text
  const last = importsIn(program).at(-1)
  if (last) return splice(text, last.end, `\n${lines.join('\n')}`)
  return `${lines.join('\n')}\n\n${text}`
}

export function splice(text: string, offset: number, insertion: string): string {
  return text.slice(0, offset) + insertion + text.slice(offset)
}

/** Adds an element to the end of a list, on a line of its own where the others have one. */
export function append(text: string, list: ArrayExpression, element: string): string {
  const last = list.elements.at(-1)
  if (!last) return splice(text, list.start + 1, element)

  const [gap] = /^\s*/.exec(text.slice(list.start + 1)) ?? ['']
  return splice(text, last.end, `,${gap.includes('\n') ? gap : ' '}${element}`)
}

export function hasElement(list: ArrayExpression, value: string): boolean {
  return list.elements.some((element) => element?.type === 'Literal' && element.value === value)
}
