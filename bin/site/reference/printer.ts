/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import ts from 'typescript'

const printer = ts.createPrinter({ removeComments: true })

function print(node: ts.Node): string {
  return printer.printNode(ts.EmitHint.Unspecified, node, node.getSourceFile())
}

function printAll(nodes: readonly ts.Node[]): string {
  return nodes.map(print).join(', ')
}

function typeParametersOf(node: { typeParameters?: ts.NodeArray<ts.Node> }): string {
  return node.typeParameters ? `<${printAll(node.typeParameters)}>` : ''
}

/** A function, a method or a function type, under a name. */
export function printSignature(name: string, node: ts.SignatureDeclaration): string {
  const result = node.type ? `: ${print(node.type)}` : ''
  return `${name}${typeParametersOf(node)}(${printAll(node.parameters)})${result}`
}

/** What modifies a member for those who use it. */
function modifiersOf(node: ts.Node): string {
  const flags = ts.getCombinedModifierFlags(node as ts.Declaration)
  const words = [
    [ts.ModifierFlags.Protected, 'protected'],
    [ts.ModifierFlags.Static, 'static'],
    [ts.ModifierFlags.Abstract, 'abstract'],
    [ts.ModifierFlags.Readonly, 'readonly'],
  ] as const
  return words.map(([flag, word]) => (flags & flag ? `${word} ` : '')).join('')
}

/** A member as one would write it in its class or interface. */
export function printMember(node: ts.ClassElement | ts.TypeElement): string {
  const modifiers = modifiersOf(node)
  if (ts.isConstructorDeclaration(node)) return printSignature(`${modifiers}constructor`, node)
  if (ts.isMethodDeclaration(node) || ts.isMethodSignature(node)) {
    const mark = node.questionToken ? '?' : ''
    return printSignature(`${modifiers}${print(node.name)}${mark}`, node)
  }
  return `${modifiers}${withoutModifiers(print(node))}`
}

function withoutModifiers(text: string): string {
  return text
    .replace(/^(?:(?:public|protected|static|abstract|readonly|declare|override)\s+)*/, '')
    .replace(/;$/, '')
}

/** A declaration that has no members of its own: a type, a function, a constant. */
export function printDeclaration(node: ts.Node): string {
  if (ts.isVariableDeclaration(node)) {
    const type = node.type ? `: ${print(node.type)}` : ''
    return `const ${print(node.name)}${type}`
  }
  if (ts.isFunctionDeclaration(node)) {
    return printSignature(`function ${node.name?.text ?? 'default'}`, node)
  }
  return print(node)
    .replace(/^(?:export\s+|default\s+|declare\s+)*/, '')
    .replace(/;$/, '')
}

/**
 * The first line of a class or an interface.
 *
 * @param isShown - whether a reader can look a parent up
 */
export function printHeader(
  node: ts.ClassDeclaration | ts.InterfaceDeclaration,
  name: string,
  isShown: (parent: ts.ExpressionWithTypeArguments) => boolean
): string {
  const keyword = ts.isClassDeclaration(node) ? `${modifiersOf(node)}class` : 'interface'
  const clauses = (node.heritageClauses ?? []).flatMap(({ token, types }) => {
    const shown = types.filter(isShown)
    const word = token === ts.SyntaxKind.ExtendsKeyword ? 'extends' : 'implements'
    return shown.length > 0 ? [` ${word} ${printAll(shown)}`] : []
  })
  return `${keyword} ${name}${typeParametersOf(node)}${clauses.join('')}`
}
