/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { valueNames } from '../discovery/main.ts'
import type { PageSource, ParsedModule } from '../discovery/main.ts'
import { BlankedSource } from './blanked_source.ts'

/** `resources/pages/products/index.tsx` is `Products`. */
function nameFromFile(id: string): string {
  const segments = id.replace(/\.[^./]+$/, '').split('/')
  const last = segments.pop() ?? ''
  const words = (last === 'index' ? (segments.pop() ?? '') : last).split(/[^\p{L}\p{N}]+/u)
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return /^\p{Lu}/u.test(name) ? name : 'Page'
}

/** A name for the page's component that nothing in the file has. */
function freeName(module: ParsedModule): string {
  const { id, text } = module.source
  const taken = new Set(text.match(/[\p{L}\p{N}_$]+/gu))
  const name = nameFromFile(id)
  const candidates = [name, `${name}Page`, 'Page']
  const found = candidates.find((candidate) => !taken.has(candidate))
  if (found) return found
  let number = 2
  while (taken.has(`Page${number}`)) number++
  return `Page${number}`
}

/**
 * Turns a page file into what a browser needs of it: the component as the default export. The
 * metadata is for the server, and React Fast Refresh keeps the state of a component only when it
 * has a name at the top of its module.
 *
 * @param module - the page file
 * @param page - what `PageParser` found in it
 * @returns code in which everything that stays is where it was
 */
export function compilePage(module: ParsedModule, page: PageSource): string {
  const { statement, expression, component, options } = page
  const source = new BlankedSource(module.source.text)

  if (statement.isVariable || component.isName) {
    source.blank(expression.start, component.start)
    source.blank(component.end, expression.end)
  } else {
    const name = freeName(module)
    source.blank(component.end, statement.end, ';')
    source.blank(statement.start, component.start, `const ${name} =`)
    source.append(`export default ${name}`)
  }

  // States that only `onLoad` named: the server runs these events, the browser need not know.
  const used = valueNames(module.program, options)
  const dropped = new Set(page.metadata.onLoad.map(({ local }) => local))
  for (const node of module.program.body) {
    if (node.type !== 'ImportDeclaration' || node.specifiers.length === 0) continue
    const isDropped = node.specifiers.every(
      ({ local }) => dropped.has(local.name) && !used.has(local.name)
    )
    if (isDropped) source.blank(node.start, node.end)
  }
  return source.toString()
}
