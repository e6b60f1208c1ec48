/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { CallExpression, Expression, Program, Span } from 'oxc-parser'
import { describeExpression, unwrapExpression } from './literal.ts'
import { PageMetadataReader } from './page_metadata.ts'
import type { PageMetadata } from './page_metadata.ts'
import type { ParsedModule } from './parsed_module.ts'

/** The module that pages import `page` from. */
export const REACT_ENTRY = 'reflex-adonis/react'

/** A page's source, taken apart. */
export interface PageSource {
  metadata: PageMetadata
  /** Line of the `page()` call, from 1. */
  line: number
  /** The `page()` call. */
  call: Span
  /** Its first argument. */
  options: Span
  /** Its second argument. */
  component: Span & { isName: boolean }
  /**
   * The statement with the call: `export default page(…)`, or a variable of which it is the only
   * one (`isVariable`) or one of several.
   */
  statement: Span & { isVariable: boolean }
  /** The expression that holds the call, with what TypeScript wraps around it. */
  expression: Span
}

interface FoundCall {
  expression: Expression
  statement: Span & { isVariable: boolean }
}

/** Parsed pages by module, so that a page which did not change is read once. */
const parsed = new WeakMap<ParsedModule, PageSource>()

/**
 * Reads the `page()` call of a page file.
 */
export class PageParser {
  #module: ParsedModule
  #reader: PageMetadataReader

  private constructor(module: ParsedModule) {
    this.#module = module
    this.#reader = new PageMetadataReader(module.source)
  }

  /**
   * @throws E_PAGE_METADATA
   */
  static parse(module: ParsedModule): PageSource {
    let page = parsed.get(module)
    if (!page) {
      page = new PageParser(module).#parse()
      parsed.set(module, page)
    }
    return page
  }

  #parse(): PageSource {
    const { program, source } = this.#module
    const { expression, statement } = this.#defaultExport(program)
    const call = this.#pageCall(expression)

    const [options, component, ...more] = call.arguments
    if (!options || options.type === 'SpreadElement') {
      this.#reader.fail(call, "the options are missing. Write page({ route: '/…' }, Component)")
    }
    const object = unwrapExpression(options)
    if (object.type !== 'ObjectExpression') {
      this.#reader.fail(
        options,
        `${describeExpression(object)} is not allowed here. A page's metadata is read without ` +
          "running the page, so write the object itself: page({ route: '/…' }, Component)"
      )
    }
    if (!component || component.type === 'SpreadElement') {
      this.#reader.fail(
        component ?? call,
        "the component is missing. Write page({ route: '/…' }, Component)"
      )
    }
    if (more.length > 0) {
      this.#reader.fail(more[0], 'page() takes two arguments, the options and the component')
    }

    return {
      metadata: this.#reader.read(object),
      line: source.line(call.start),
      call: { start: call.start, end: call.end },
      options: { start: options.start, end: options.end },
      component: {
        start: component.start,
        end: component.end,
        isName: component.type === 'Identifier',
      },
      statement,
      expression: { start: expression.start, end: expression.end },
    }
  }

  #defaultExport(program: Program): FoundCall {
    for (const node of program.body) {
      if (node.type === 'ExportDefaultDeclaration') {
        const { declaration } = node
        const statement = { start: node.start, end: node.end, isVariable: false }
        if (declaration.type === 'Identifier') return this.#variable(program, declaration)
        if (
          declaration.type === 'TSInterfaceDeclaration' ||
          declaration.type === 'FunctionDeclaration' ||
          declaration.type === 'ClassDeclaration'
        ) {
          this.#failAsNoPage(declaration)
        }
        return { expression: declaration as Expression, statement }
      }
      if (node.type === 'ExportNamedDeclaration' && !node.source) {
        for (const { local, exported } of node.specifiers) {
          const name = exported.type === 'Literal' ? exported.value : exported.name
          if (name !== 'default' || local.type === 'Literal') continue
          return this.#variable(program, local)
        }
      }
    }
    this.#failAsNoPage({ start: 0, end: 0 })
  }

  /** Finds `const X = page(…)` for `export default X`. */
  #variable(program: Program, reference: Span & { name: string }): FoundCall {
    for (const node of program.body) {
      const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
      if (declaration?.type !== 'VariableDeclaration') continue
      for (const { id, init, start, end } of declaration.declarations) {
        if (id.type !== 'Identifier' || id.name !== reference.name || !init) continue
        const isOnly = declaration.declarations.length === 1
        const statement = isOnly ? declaration : { start, end }
        return {
          expression: init,
          statement: { start: statement.start, end: statement.end, isVariable: true },
        }
      }
    }
    this.#failAsNoPage(reference)
  }

  #pageCall(expression: Expression): CallExpression {
    const call = unwrapExpression(expression)
    if (call.type !== 'CallExpression') this.#failAsNoPage(expression)
    const callee = unwrapExpression(call.callee)
    if (callee.type !== 'Identifier') this.#failAsNoPage(expression)
    const binding = this.#module.bindings().get(callee.name)
    if (binding?.specifier !== REACT_ENTRY || binding.name !== 'page') {
      this.#failAsNoPage(expression)
    }
    return call
  }

  #failAsNoPage(node: Span): never {
    this.#reader.fail(
      node,
      `the default export is not a call of page(). Import page from '${REACT_ENTRY}' and write ` +
        "export default page({ route: '/…' }, Component), or move the file out of the pages folder"
    )
  }
}
