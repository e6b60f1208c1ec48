/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseSync } from 'oxc-parser'
import type { ExportNamedDeclaration, ImportDeclaration, Program } from 'oxc-parser'
import { E_SOURCE_SYNTAX } from '../pages/main.ts'
import type { SourceText } from '../pages/main.ts'
import { messageKeysIn } from './message_keys.ts'
import { routeNamesIn } from './route_names.ts'
import { SHARED_HOOK, sharedKeysIn } from './shared_keys.ts'
import { valueNames } from './value_names.ts'

/** An import that is still there when the types are gone. */
export interface ModuleImport {
  specifier: string
  /** Offset of the specifier in the source. */
  offset: number
  /**
   * What is imported: `default`, names, or `*` for the whole module. Empty for its side effects
   * alone.
   */
  names: string[]
}

/** Where a local name comes from. */
export interface ImportedBinding {
  specifier: string
  /** `default`, a name, or `*`. */
  name: string
}

/**
 * A parsed source file.
 */
export class ParsedModule {
  readonly source: SourceText
  /** Static imports, re-exports and dynamic imports, in that order. */
  readonly imports: ModuleImport[]

  /** The tree is big and can be made again, so it is kept only while memory is plenty. */
  #program: WeakRef<Program>
  #routeNames: string[] | undefined
  #messageKeys: string[] | undefined | null = null
  #sharedKeys: string[] | undefined

  /**
   * @throws E_SOURCE_SYNTAX
   */
  constructor(source: SourceText) {
    this.source = source
    const { program, dynamicImports } = this.#parse()
    this.#program = new WeakRef(program)
    this.imports = [...this.#staticImports(program), ...dynamicImports]
  }

  get program(): Program {
    const kept = this.#program.deref()
    if (kept) return kept
    const { program } = this.#parse()
    this.#program = new WeakRef(program)
    return program
  }

  /** Texts that may be names of routes to which the module leads. */
  get routeNames(): readonly string[] {
    return (this.#routeNames ??= routeNamesIn(this.program))
  }

  /** Texts that may be keys of messages that the module shows; undefined where it shows none. */
  get messageKeys(): readonly string[] | undefined {
    if (this.#messageKeys === null) this.#messageKeys = messageKeysIn(this.program)
    return this.#messageKeys
  }

  /** Keys of the shared data that the module reads; `*` for all. */
  get sharedKeys(): readonly string[] {
    this.#sharedKeys ??= this.source.text.includes(SHARED_HOOK) ? sharedKeysIn(this.program) : []
    return this.#sharedKeys
  }

  /** Imported names by the local name that stands for them, those of types included. */
  bindings(): Map<string, ImportedBinding> {
    const bindings = new Map<string, ImportedBinding>()
    for (const node of this.program.body) {
      if (node.type !== 'ImportDeclaration') continue
      for (const specifier of node.specifiers) {
        bindings.set(specifier.local.name, {
          specifier: node.source.value,
          name: importedName(specifier),
        })
      }
    }
    return bindings
  }

  #parse(): { program: Program; dynamicImports: ModuleImport[] } {
    const { file, text } = this.source
    // JSX is understood in any script: an earlier transform may have left TypeScript's syntax out.
    const lang = /\.[cm]?ts$/.test(file) ? 'ts' : 'tsx'
    const result = parseSync(file, text, { lang, astType: 'ts', preserveParens: false })

    const error = result.errors.find(({ severity }) => severity === 'Error')
    if (error) {
      const hint = error.helpMessage ? `. ${error.helpMessage}` : ''
      const location = this.source.locate(error.labels[0]?.start ?? 0)
      throw new E_SOURCE_SYNTAX(
        `Cannot read "${this.source.id}", it has a syntax error: ${error.message}${hint}`,
        location
      )
    }

    const dynamicImports: ModuleImport[] = []
    for (const { moduleRequest } of result.module.dynamicImports) {
      const literal = text.slice(moduleRequest.start, moduleRequest.end).trim()
      const specifier = /^(['"`])([^'"`$\\]*)\1$/.exec(literal)?.[2]
      if (specifier === undefined) continue
      dynamicImports.push({ specifier, offset: moduleRequest.start, names: ['*'] })
    }
    return { program: result.program, dynamicImports }
  }

  #staticImports(program: Program): ModuleImport[] {
    const imports: ModuleImport[] = []
    // JavaScript keeps an import that nothing uses.
    const elides = /\.[cm]?tsx?$/.test(this.source.file)
    let used: Set<string> | undefined

    for (const node of program.body) {
      if (node.type === 'ImportDeclaration') {
        if (node.importKind === 'type') continue
        const values = node.specifiers.filter(
          (specifier) =>
            !(specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') &&
            (!elides || (used ??= valueNames(program)).has(specifier.local.name))
        )
        if (node.specifiers.length > 0 && values.length === 0) continue
        imports.push(toImport(node, values.map(importedName)))
      } else if (node.type === 'ExportAllDeclaration') {
        if (node.exportKind !== 'type') imports.push(toImport(node, ['*']))
      } else if (node.type === 'ExportNamedDeclaration' && node.source) {
        const names = exportedFrom(node)
        if (names.length > 0) imports.push(toImport({ source: node.source }, names))
      }
    }
    return imports
  }
}

function toImport(
  { source }: { source: { value: string; start: number } },
  names: string[]
): ModuleImport {
  return { specifier: source.value, offset: source.start, names }
}

/** Names of the other module that a re-export passes on, without types. */
function exportedFrom(node: ExportNamedDeclaration): string[] {
  if (node.exportKind === 'type') return []
  return node.specifiers
    .filter((specifier) => specifier.exportKind !== 'type')
    .map(({ local }) => (local.type === 'Literal' ? local.value : local.name))
}

function importedName(specifier: ImportDeclaration['specifiers'][number]): string {
  if (specifier.type === 'ImportDefaultSpecifier') return 'default'
  if (specifier.type === 'ImportNamespaceSpecifier') return '*'
  const { imported } = specifier
  return imported.type === 'Literal' ? imported.value : imported.name
}
