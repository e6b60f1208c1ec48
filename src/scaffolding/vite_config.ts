/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ArrayExpression, CallExpression, Program } from 'oxc-parser'
import { Visitor } from 'oxc-parser'
import { memberOf, propertyOf } from '../json_source.ts'
import { append, hasElement, insertImports, localName, namesIn, parse, splice } from './source.ts'

/** Plugins that compile React, of which one is enough. */
const REACT_PLUGINS = [
  '@vitejs/plugin-react',
  '@vitejs/plugin-react-swc',
  '@vitejs/plugin-react-oxc',
]

const ADONIS = '@adonisjs/vite/client'
const REFLEX = 'reflex-adonis/vite'

/** The list of plugins and the plugin of Adonis in it. */
interface Plugins {
  list: ArrayExpression
  adonis: CallExpression
}

/**
 * Adds what pages need to the Vite config of an application: the plugins of React and of this
 * package in front of that of Adonis, and the entry point of the pages.
 *
 * @returns undefined when the config is written in a way that cannot be edited
 */
export function extendViteConfig(config: string, entryPoint: string): string | undefined {
  const program = parse(config)
  const plugins = pluginsOf(program)
  const [options] = plugins?.adonis.arguments ?? []
  if (!plugins || options?.type !== 'ObjectExpression') return undefined
  // The plugin took this name before. Without entry points, a build looks for an index.html
  const former = memberOf(options, 'entryPoints') ? undefined : propertyOf(options, 'entrypoints')
  const entryPoints = former?.value ?? memberOf(options, 'entryPoints')
  if (entryPoints?.type !== 'ArrayExpression') return undefined

  const added: string[] = []
  const imports: string[] = []
  const names = namesIn(program)
  const use = (module: string, name: string) => {
    const given = localName(program, module, 'default')
    if (given !== undefined && isCalled(plugins.list, given)) return
    const local = given ?? (names.has(name) ? `${name}Plugin` : name)
    if (given === undefined) imports.push(`import ${local} from '${module}'`)
    added.push(`${local}()`)
  }
  const hasReact = REACT_PLUGINS.some((module) => localName(program, module, 'default'))
  if (!hasReact) use(REACT_PLUGINS[0]!, 'react')
  use(REFLEX, 'reflex')

  // From the end to the beginning, so that places stay
  let text = config
  if (!hasElement(entryPoints, entryPoint)) text = append(text, entryPoints, `'${entryPoint}'`)
  if (former) {
    text = `${text.slice(0, former.key.start)}entryPoints${text.slice(former.key.end)}`
  }
  const { start } = plugins.adonis
  const indent = /(?:^|\n)([ \t]*)$/.exec(text.slice(0, start))
  const gap = indent ? `,\n${indent[1]}` : ', '
  text = splice(text, start, added.map((call) => call + gap).join(''))
  return insertImports(text, program, imports)
}

function pluginsOf(program: Program): Plugins | undefined {
  const name = localName(program, ADONIS, 'default')
  let found: Plugins | undefined
  new Visitor({
    ArrayExpression(list) {
      const adonis = list.elements.find(
        (element): element is CallExpression =>
          element?.type === 'CallExpression' &&
          element.callee.type === 'Identifier' &&
          element.callee.name === name
      )
      if (adonis) found ??= { list, adonis }
    },
  }).visit(program)
  return found
}

function isCalled(list: ArrayExpression, name: string): boolean {
  return list.elements.some(
    (element) =>
      element?.type === 'CallExpression' &&
      element.callee.type === 'Identifier' &&
      element.callee.name === name
  )
}
