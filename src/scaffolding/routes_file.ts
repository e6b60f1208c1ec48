/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CallExpression } from 'oxc-parser'
import { callsIn, importsIn, localName, parse } from './source.ts'

/** Methods of the router whose first argument is the pattern of a route. */
const ROUTE_METHODS = new Set(['get', 'any', 'on', 'route', 'resource'])

/** Names of a call like `router.get()`. */
function methodOf({ callee }: CallExpression): [object: string, method: string] | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined
  if (callee.object.type !== 'Identifier' || callee.property.type !== 'Identifier') return undefined
  return [callee.object.name, callee.property.name]
}

/**
 * Tells whether a routes file registers a route for `/`.
 */
export function hasHomeRoute(routes: string): boolean {
  return callsIn(parse(routes)).some((call) => {
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
  const program = parse(routes)
  const isMounted = callsIn(program).some((call) => methodOf(call)?.join('.') === 'reflex.mount')
  if (isMounted) return routes

  const needed = [`import reflex from 'reflex-adonis/services/main'`]
  const middleware = kernel && (localName(program, kernel, 'middleware') ?? 'middleware')
  if (kernel && !localName(program, kernel, 'middleware')) {
    needed.push(`import { middleware } from '${kernel}'`)
  }

  const last = importsIn(program).at(-1)
  const comment = /^\s*\/\*[^]*?\*\/\n*/.exec(routes)?.[0].length ?? 0
  const end = last?.end ?? comment
  const named = middleware === 'middleware' ? middleware : `middleware: ${middleware}`
  const call = kernel ? `reflex.mount({ ${named} })` : 'reflex.mount()'

  const head = routes.slice(0, end).trimEnd()
  const parts = last ? [`${head}\n${needed.join('\n')}`] : [head, needed.join('\n')]
  return `${[...parts, routes.slice(end).trim(), call].filter(Boolean).join('\n\n')}\n`
}
