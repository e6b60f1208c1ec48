/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Class, Declaration, Program, Span } from 'oxc-parser'
import { E_STATE_FILE } from '../pages/main.ts'
import { NotLiteral, readLiteral } from './literal.ts'
import type { ParsedModule } from './parsed_module.ts'

/** A state class of a file. */
export interface StateExport {
  id: string
  /** First name under which it is exported: `default` or a named one. */
  export: string
  /** Offset of the class. */
  offset: number
}

/** What a state file exports. */
export interface StateSource {
  /** State classes, in the order of the file. */
  states: StateExport[]
  /** State ids by export. A class may be exported under several names. */
  exports: Map<string, string>
  /** Exports that exist at runtime and are no states; `*` for those of a whole other module. */
  others: string[]
}

const parsed = new WeakMap<ParsedModule, StateSource>()

/** Names that are dangerous as keys of an object. */
const FORBIDDEN_IDS = new Set(['__proto__', 'constructor', 'prototype'])

/**
 * Reads the state classes of a state file.
 */
export class StateParser {
  #module: ParsedModule
  #classes = new Map<string, Class>()
  #states = new Map<Class, StateExport>()
  #exports = new Map<string, string>()
  #others: string[] = []

  private constructor(module: ParsedModule) {
    this.#module = module
  }

  /**
   * @throws E_STATE_FILE
   */
  static parse(module: ParsedModule): StateSource {
    let states = parsed.get(module)
    if (!states) {
      states = new StateParser(module).#parse()
      parsed.set(module, states)
    }
    return states
  }

  #parse(): StateSource {
    const { program } = this.#module
    this.#collectClasses(program)

    for (const node of program.body) {
      if (node.type === 'ExportDefaultDeclaration') {
        const { declaration } = node
        if (declaration.type === 'ClassDeclaration') this.#addClass('default', declaration)
        else if (declaration.type === 'Identifier') this.#addName('default', declaration.name)
        else if (declaration.type !== 'TSInterfaceDeclaration') this.#others.push('default')
      } else if (node.type === 'ExportNamedDeclaration' && node.exportKind !== 'type') {
        if (node.declaration) this.#addDeclaration(node.declaration)
        for (const { local, exported, exportKind } of node.specifiers) {
          if (exportKind === 'type') continue
          const name = exported.type === 'Literal' ? exported.value : exported.name
          if (node.source || local.type === 'Literal') this.#others.push(name)
          else this.#addName(name, local.name)
        }
      } else if (node.type === 'ExportAllDeclaration' && node.exportKind !== 'type') {
        this.#others.push(node.exported && 'name' in node.exported ? node.exported.name : '*')
      }
    }

    const states = [...this.#states.values()].sort((a, b) => a.offset - b.offset)
    return { states, exports: this.#exports, others: this.#others }
  }

  #collectClasses(program: Program): void {
    for (const node of program.body) {
      const declaration =
        node.type === 'ExportNamedDeclaration' || node.type === 'ExportDefaultDeclaration'
          ? node.declaration
          : node
      if (declaration?.type === 'ClassDeclaration' && declaration.id) {
        this.#classes.set(declaration.id.name, declaration)
      }
    }
  }

  #addDeclaration(declaration: Declaration): void {
    if (declaration.type === 'ClassDeclaration') {
      this.#addClass(declaration.id!.name, declaration)
    } else if (declaration.type === 'VariableDeclaration') {
      for (const { id } of declaration.declarations) {
        this.#others.push(id.type === 'Identifier' ? id.name : '*')
      }
    } else if (declaration.type === 'FunctionDeclaration') {
      this.#others.push(declaration.id!.name)
    } else if (declaration.type === 'TSEnumDeclaration') {
      this.#others.push(declaration.id.name)
    }
  }

  #addName(name: string, local: string): void {
    const declaration = this.#classes.get(local)
    if (declaration) this.#addClass(name, declaration)
    else if (!this.#isType(local)) this.#others.push(name)
  }

  #addClass(name: string, declaration: Class): void {
    if (declaration.declare) return
    if (declaration.abstract) {
      this.#others.push(name)
      return
    }
    let state = this.#states.get(declaration)
    if (!state) {
      state = { id: this.#id(declaration), export: name, offset: declaration.start }
      this.#states.set(declaration, state)
    }
    this.#exports.set(name, state.id)
  }

  #id(declaration: Class): string {
    const place = declaration.id ?? declaration
    const property = declaration.body.body.find(
      (member) =>
        member.type === 'PropertyDefinition' &&
        member.static &&
        !member.computed &&
        member.key.type === 'Identifier' &&
        member.key.name === 'id'
    )

    let id: unknown = declaration.id?.name
    if (property?.type === 'PropertyDefinition' && property.value) {
      try {
        id = readLiteral(property.value)
      } catch (error) {
        if (!(error instanceof NotLiteral)) throw error
        this.#fail(
          property.value,
          'its static id is not a literal. Write a string, static id = "cart"'
        )
      }
    }

    if (id === undefined) {
      this.#fail(
        place,
        'a state class needs a name. Name it, export default class CartState, or give it a ' +
          "static id = 'cart'"
      )
    }
    if (typeof id !== 'string' || id === '') {
      this.#fail(property ?? place, 'its static id has to be a string that is not empty')
    }
    if (id.startsWith('$') || FORBIDDEN_IDS.has(id)) {
      this.#fail(
        property ?? place,
        `"${id}" cannot be the id of a state: names that start with "$" are for this package. ` +
          "Give the class another name or a static id = 'cart'"
      )
    }
    return id
  }

  /** Whether a local name is an interface or a type, or the import of one. */
  #isType(name: string): boolean {
    return this.#module.program.body.some((node) => {
      const declaration = node.type === 'ExportNamedDeclaration' ? node.declaration : node
      if (
        declaration?.type === 'TSInterfaceDeclaration' ||
        declaration?.type === 'TSTypeAliasDeclaration'
      ) {
        return declaration.id.name === name
      }
      return (
        node.type === 'ImportDeclaration' &&
        node.specifiers.some(
          (specifier) =>
            specifier.local.name === name &&
            (node.importKind === 'type' ||
              (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type'))
        )
      )
    })
  }

  #fail(node: Span, message: string): never {
    const { source } = this.#module
    throw new E_STATE_FILE(
      `Cannot use the state file "${source.id}": ${message}`,
      source.locate(node.start)
    )
  }
}
