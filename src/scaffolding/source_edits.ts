/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseSync, Visitor } from 'oxc-parser'
import type { ArrayExpression, CallExpression, ObjectExpression, Program } from 'oxc-parser'

/*
 * Edits of files that belong to the application. They insert text and leave the rest, comments and
 * formatting included, as it is; an edit that is already there changes nothing.
 */

/** Methods of the router whose first argument is the pattern of a route. */
const ROUTE_METHODS = new Set(['get', 'any', 'on', 'route', 'resource'])

function parse(text: string): Program {
  const { program, errors } = parseSync('file.ts', text)
  if (errors.length > 0) throw new SyntaxError(errors[0]!.message)
  return program
}

function callsIn(text: string): CallExpression[] {
  const calls: CallExpression[] = []
  new Visitor({ CallExpression: (node) => void calls.push(node) }).visit(parse(text))
  return calls
}

/** Names of a call like `router.get()`. */
function methodOf({ callee }: CallExpression): [object: string, method: string] | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined
  if (callee.object.type !== 'Identifier' || callee.property.type !== 'Identifier') return undefined
  return [callee.object.name, callee.property.name]
}

function property(object: ObjectExpression, name: string) {
  return object.properties
    .filter((member) => member.type === 'Property')
    .find(({ key }) => (key.type === 'Literal' ? key.value : 'name' in key && key.name) === name)
}

/** Adds an element, on a line of its own where the others have one. */
function append(text: string, list: ArrayExpression, element: string): string {
  const last = list.elements.at(-1)
  if (!last) return splice(text, list.start + 1, element)

  const [gap] = /^\s*/.exec(text.slice(list.start + 1)) ?? ['']
  return splice(text, last.end, `,${gap.includes('\n') ? gap : ' '}${element}`)
}

function splice(text: string, offset: number, insertion: string): string {
  return text.slice(0, offset) + insertion + text.slice(offset)
}

function hasElement(list: ArrayExpression, value: string): boolean {
  return list.elements.some((element) => element?.type === 'Literal' && element.value === value)
}

/**
 * Tells whether a routes file registers a route for `/`.
 */
export function hasHomeRoute(routes: string): boolean {
  return callsIn(routes).some((call) => {
    const [object, method] = methodOf(call) ?? []
    const [pattern] = call.arguments
    return (
      object === 'router' &&
      ROUTE_METHODS.has(method ?? '') &&
      pattern?.type === 'Literal' &&
      pattern.value === '/'
    )
  })
}

/**
 * Adds `reflex.mount()` to a routes file.
 *
 * @param kernel - specifier of the module that exports the named middleware, when there is one
 */
export function mountPages(routes: string, kernel: string | undefined): string {
  const isMounted = callsIn(routes).some((call) => methodOf(call)?.join('.') === 'reflex.mount')
  if (isMounted) return routes

  const imports = parse(routes).body.filter((node) => node.type === 'ImportDeclaration')
  const needed = [`import reflex from 'reflex-adonis/services/main'`]
  if (kernel && !imports.some(({ source }) => source.value === kernel)) {
    needed.push(`import { middleware } from '${kernel}'`)
  }

  const last = imports.at(-1)
  const comment = /^\s*\/\*[^]*?\*\/\n*/.exec(routes)?.[0].length ?? 0
  const end = last?.end ?? comment
  const call = kernel ? 'reflex.mount({ middleware })' : 'reflex.mount()'

  const head = routes.slice(0, end).trimEnd()
  const parts = last ? [`${head}\n${needed.join('\n')}`] : [head, needed.join('\n')]
  return `${[...parts, routes.slice(end).trim(), call].filter(Boolean).join('\n\n')}\n`
}

/**
 * Adds an entry point to the `adonisjs()` plugin of a Vite config.
 *
 * @returns undefined when the config has no list of entry points
 */
export function addEntryPoint(viteConfig: string, entryPoint: string): string | undefined {
  for (const { arguments: args } of callsIn(viteConfig)) {
    const [options] = args
    if (options?.type !== 'ObjectExpression') continue
    const list = property(options, 'entryPoints')?.value
    if (list?.type !== 'ArrayExpression') continue
    return hasElement(list, entryPoint) ? viteConfig : append(viteConfig, list, `'${entryPoint}'`)
  }
  return undefined
}

/**
 * Takes a folder out of what a tsconfig.json compiles.
 *
 * @param inherited - what a config without an `exclude` of its own left out so far
 */
export function excludeFolder(tsconfig: string, folder: string, inherited: string[]): string {
  // In brackets, JSON with comments and trailing commas is an expression of JavaScript.
  const [statement] = parse(`(${tsconfig}\n)`).body
  const expression = statement?.type === 'ExpressionStatement' ? statement.expression : undefined
  const root = expression?.type === 'ParenthesizedExpression' ? expression.expression : undefined
  if (root?.type !== 'ObjectExpression') throw new SyntaxError('tsconfig.json holds no object')

  const list = property(root, 'exclude')?.value
  if (list?.type === 'ArrayExpression') {
    if (hasElement(list, folder)) return tsconfig
    return append(`(${tsconfig}`, list, JSON.stringify(folder)).slice(1)
  }

  const members = [...inherited, folder].map((member) => JSON.stringify(member)).join(', ')
  const exclude = `"exclude": [${members}]`
  const last = root.properties.at(-1)
  return last
    ? splice(tsconfig, last.end - 1, `,\n  ${exclude}`)
    : splice(tsconfig, root.start, `\n  ${exclude}\n`)
}
