/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import ts from 'typescript'
import packageJson from '../../../package.json' with { type: 'json' }
import { entryPoints } from '../../support/entry_points.ts'
import { root } from '../../support/processes.ts'
import { commentOf, type Comment } from './comment.ts'
import { anchored } from './entry.ts'
import type { ReferenceEntry, ReferenceMember, ReferenceModule } from './entry.ts'
import { printDeclaration, printHeader, printMember, printSignature } from './printer.ts'

type Owner = ts.ClassDeclaration | ts.InterfaceDeclaration
type Element = ts.ClassElement | ts.TypeElement
type Entry = Omit<ReferenceEntry, 'anchor'>

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.NodeNext,
  jsx: ts.JsxEmit.ReactJSX,
  allowImportingTsExtensions: true,
  noEmit: true,
  skipLibCheck: true,
  types: [],
}

function isOwner(node: ts.Node): node is Owner {
  return ts.isClassDeclaration(node) || ts.isInterfaceDeclaration(node)
}

/** Whether a declaration is of another package. */
function isForeign(node: ts.Node): boolean {
  return node.getSourceFile().fileName.includes('/node_modules/')
}

/** The package that a file of `node_modules` belongs to. */
function packageOf(node: ts.Node): string {
  const path = node.getSourceFile().fileName.split('/node_modules/').at(-1)!
  const [scope, name] = path.split('/')
  return scope.startsWith('@') ? `${scope}/${name}` : scope
}

function isPublicElement(node: Element): boolean {
  const isPrivate = ts.getCombinedModifierFlags(node) & ts.ModifierFlags.Private
  const isHard = node.name !== undefined && ts.isPrivateIdentifier(node.name)
  return (
    !isPrivate && !isHard && !ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'internal')
  )
}

/** Comments that differ, in their order. */
function different(comments: readonly (Comment | undefined)[]): Comment[] {
  const found = new Map<string, Comment>()
  for (const comment of comments) if (comment) found.set(JSON.stringify(comment), comment)
  return [...found.values()]
}

/**
 * Reads the public names of the package from the declarations of its build.
 */
export class ReferenceReader {
  #program: ts.Program
  #checker: ts.TypeChecker
  /** Names that have an entry, by the symbol that is declared. */
  #public = new Map<ts.Symbol, string>()

  constructor() {
    const files = entryPoints().map(({ name }) => join(root, 'build', `${name}.d.ts`))
    this.#program = ts.createProgram(files, OPTIONS)
    this.#checker = this.#program.getTypeChecker()
  }

  /** Every entry point but the index of commands, in the order of package.json. */
  read(): ReferenceModule[] {
    const modules = entryPoints().map(({ key, name }) => {
      const file = this.#program.getSourceFile(join(root, 'build', `${name}.d.ts`))
      const symbol = file && this.#checker.getSymbolAtLocation(file)
      if (!symbol) throw new Error(`No declarations of "${key}": build the package first`)
      const exported = this.#checker.getExportsOfModule(symbol)
      return { specifier: specifierOf(key), exported }
    })
    for (const { exported } of modules) {
      for (const symbol of exported) {
        const declared = this.#declared(symbol)
        if (!this.#public.has(declared)) this.#public.set(declared, nameOf(symbol, declared))
      }
    }
    return modules.map(({ specifier, exported }) => ({
      specifier,
      entries: anchored(exported.map((symbol) => this.#entry(symbol))),
    }))
  }

  /** What the package adds to the interfaces of others, by module. */
  readAdditions(): ReferenceModule[] {
    const modules = new Map<string, Map<string, Entry>>()
    for (const file of this.#program.getSourceFiles()) {
      if (file.fileName.includes('/node_modules/')) continue
      for (const statement of file.statements.filter(ts.isModuleDeclaration)) {
        if (!ts.isStringLiteral(statement.name) || !statement.body) continue
        if (!ts.isModuleBlock(statement.body)) continue
        const { text } = statement.name
        const entries = modules.get(text) ?? new Map<string, Entry>()
        modules.set(text, entries)
        for (const owner of statement.body.statements.filter(ts.isInterfaceDeclaration)) {
          const name = owner.name.text
          const before = entries.get(name)?.members ?? []
          const members = [...before, ...this.#members([...owner.members])]
          const code = [printHeader(owner, name, () => true)]
          entries.set(name, { name, kind: 'interface', code, comments: [], members, parents: [] })
        }
      }
    }
    return [...modules]
      .toSorted(([a], [b]) => a.localeCompare(b))
      .map(([specifier, entries]) => ({ specifier, entries: anchored([...entries.values()]) }))
  }

  #declared(symbol: ts.Symbol): ts.Symbol {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol
  }

  #entry(symbol: ts.Symbol): Entry {
    const declared = this.#declared(symbol)
    const nodes = declared.declarations ?? []
    const name = nameOf(symbol, declared)
    const empty = { name, code: [], members: [], parents: [] }
    if (nodes.length > 0 && nodes.every(isForeign)) {
      return { ...empty, kind: 'foreign', comments: [], origin: packageOf(nodes[0]) }
    }
    const comments = different(nodes.map(commentOf))
    const [first] = nodes
    if (ts.isSourceFile(first)) {
      const [own] = (symbol.declarations ?? []).map((node) => commentOf(exportOf(node)))
      const members = this.#checker.getExportsOfModule(declared).map((item) => this.#exported(item))
      return { ...empty, kind: 'namespace', comments: own ? [own] : [], members }
    }
    const owners = nodes.filter(isOwner)
    if (owners.length > 0) return { ...this.#owner(name, owners), comments }
    if (ts.isTypeAliasDeclaration(first)) {
      const members = this.#members(literalMembers(first.type))
      return { ...empty, kind: 'type', code: [printDeclaration(first)], comments, members }
    }
    if (ts.isFunctionDeclaration(first)) {
      return { ...empty, kind: 'function', code: nodes.map(printDeclaration), comments }
    }
    const literal =
      ts.isVariableDeclaration(first) && first.type && ts.isTypeLiteralNode(first.type)
    const members = literal ? this.#object(this.#checker.getTypeOfSymbol(declared), first) : []
    const code = literal ? [] : [printDeclaration(first)]
    return { ...empty, kind: 'constant', code, comments, members }
  }

  /** A name inside a namespace. */
  #exported(symbol: ts.Symbol): ReferenceMember {
    const { name, code, comments } = this.#entry(symbol)
    return { name, code, comments }
  }

  #owner(name: string, owners: Owner[]): Omit<Entry, 'comments'> {
    const kind = ts.isClassDeclaration(owners[0]) ? 'class' : 'interface'
    const parents = new Set<string>()
    const elements: Element[] = []
    for (const owner of owners) {
      elements.push(...this.#ownElements(owner))
      for (const parent of this.#parentsOf(owner)) {
        const known = this.#public.get(parent)
        if (known !== undefined) parents.add(known)
        else elements.push(...this.#elementsOf(parent))
      }
    }
    const isShown = (type: ts.ExpressionWithTypeArguments) => {
      const parent = this.#symbolOf(type.expression)
      return parent !== undefined && (this.#public.has(parent) || isForeignSymbol(parent))
    }
    const code = [printHeader(owners[0], name, isShown)]
    return { name, kind, code, members: this.#members(elements), parents: [...parents] }
  }

  #ownElements(owner: Owner): Element[] {
    return [...(owner.members as ts.NodeArray<Element>)]
  }

  #symbolOf(node: ts.Node): ts.Symbol | undefined {
    const symbol = this.#checker.getSymbolAtLocation(node)
    return symbol && this.#declared(symbol)
  }

  #parentsOf(owner: Owner): ts.Symbol[] {
    const clauses = (owner.heritageClauses ?? []).filter(
      ({ token }) => token === ts.SyntaxKind.ExtendsKeyword
    )
    return clauses
      .flatMap(({ types }) => types.map(({ expression }) => this.#symbolOf(expression)))
      .filter((symbol) => symbol !== undefined)
  }

  /** The elements of a parent that readers cannot look up, and of its own such parents. */
  #elementsOf(symbol: ts.Symbol): Element[] {
    const owners = (symbol.declarations ?? []).filter((node) => isOwner(node) && !isForeign(node))
    return (owners as Owner[]).flatMap((owner) => [
      ...this.#ownElements(owner).filter((element) => !ts.isConstructorDeclaration(element)),
      ...this.#parentsOf(owner)
        .filter((parent) => !this.#public.has(parent))
        .flatMap((parent) => this.#elementsOf(parent)),
    ])
  }

  /** Elements by name: overloads and the two halves of an accessor are one member. */
  #members(elements: readonly Element[]): ReferenceMember[] {
    const members = new Map<string, Element[]>()
    for (const element of elements.filter(isPublicElement)) {
      const name = elementName(element)
      if (name === undefined) continue
      const before = members.get(name) ?? []
      // What a class overrides is told once
      const isOverridden = before.length > 0 && before[0].parent !== element.parent
      if (!isOverridden) members.set(name, [...before, element])
    }
    return [...members].map(([name, nodes]) => ({
      name,
      code: nodes.map(printMember),
      comments: different(nodes.map(commentOf)),
    }))
  }

  /** The members of a constant that is an object, with those of objects in it. */
  #object(type: ts.Type, at: ts.Node, prefix = ''): ReferenceMember[] {
    return type.getProperties().flatMap((property) => {
      const name = prefix + property.name
      const own = this.#checker.getTypeOfSymbolAtLocation(property, at)
      const signatures = own.getCallSignatures().map(({ declaration }) => declaration)
      const nodes = signatures.filter((node) => node !== undefined && !ts.isJSDocSignature(node))
      const declarations = property.declarations ?? []
      if (nodes.length > 0) {
        const code = nodes.map((node) => printSignature(name, node as ts.SignatureDeclaration))
        const comments = different([...nodes, ...declarations].map((node) => commentOf(node!)))
        return [{ name, code, comments }]
      }
      if (own.getProperties().length > 0) return this.#object(own, at, `${name}.`)
      const code = [`${name}: ${this.#checker.typeToString(own)}`]
      return [{ name, code, comments: different(declarations.map(commentOf)) }]
    })
  }
}

/** As an application writes it. */
function specifierOf(key: string): string {
  return packageJson.name + key.slice(1)
}

/** A default export goes by the name that it has at home. */
function nameOf(symbol: ts.Symbol, declared: ts.Symbol): string {
  if (symbol.name !== 'default') return symbol.name
  const [node] = declared.declarations ?? []
  const named = node && ts.getNameOfDeclaration(node as ts.Declaration)
  return named ? named.getText() : symbol.name
}

function isForeignSymbol(symbol: ts.Symbol): boolean {
  return (symbol.declarations ?? []).every(isForeign)
}

/** The statement of a name such as `errors` in `export * as errors`. */
function exportOf(node: ts.Node): ts.Node {
  return ts.isNamespaceExport(node) ? node.parent : node
}

function elementName(element: Element): string | undefined {
  if (ts.isConstructorDeclaration(element)) return 'constructor'
  const isStatic = ts.getCombinedModifierFlags(element) & ts.ModifierFlags.Static
  const name = element.name?.getText().replace(/^['"](.*)['"]$/, '$1')
  return name !== undefined && isStatic ? `static ${name}` : name
}

/** The members of a type that is an object, or of the objects that it is one of. */
function literalMembers(type: ts.TypeNode): ts.TypeElement[] {
  if (ts.isTypeLiteralNode(type)) return [...type.members]
  if (ts.isUnionTypeNode(type) || ts.isIntersectionTypeNode(type)) {
    return type.types.flatMap(literalMembers)
  }
  return []
}
