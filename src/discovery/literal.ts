/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Expression, ObjectExpression, Span } from 'oxc-parser'
import type { JsonValue } from '../protocol/main.ts'

/** A part of the source is no literal, so its value is only known when it runs. */
export class NotLiteral extends Error {
  /**
   * @param node - the part
   * @param what - what it is, such as `a variable`
   */
  constructor(
    readonly node: Span,
    readonly what: string
  ) {
    super(what)
  }
}

/** A property of an object literal. */
export interface LiteralProperty {
  key: string
  node: Span
  value: Expression
}

const DESCRIPTIONS: Partial<Record<Expression['type'], string>> = {
  Identifier: 'a variable',
  CallExpression: 'a call',
  NewExpression: 'a call',
  MemberExpression: 'a property of something else',
  TemplateLiteral: 'a template with an expression in it',
  TaggedTemplateExpression: 'a tagged template',
  BinaryExpression: 'a computation',
  LogicalExpression: 'a computation',
  ConditionalExpression: 'a condition',
  ArrowFunctionExpression: 'a function',
  FunctionExpression: 'a function',
}

/** What an expression is, in words. */
export function describeExpression(node: Expression): string {
  return DESCRIPTIONS[node.type] ?? 'an expression'
}

/** Takes off what only TypeScript sees: `as const`, `satisfies X`, `!`. */
export function unwrapExpression(node: Expression): Expression {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
    case 'ParenthesizedExpression':
      return unwrapExpression(node.expression)
    default:
      return node
  }
}

/**
 * Properties of an object literal, in order.
 *
 * @throws NotLiteral for a spread, a computed key, a method, a getter and a setter
 */
export function literalProperties(object: ObjectExpression): LiteralProperty[] {
  return object.properties.map((property) => {
    if (property.type === 'SpreadElement') throw new NotLiteral(property, 'a spread')
    if (property.kind !== 'init') throw new NotLiteral(property, 'an accessor')
    if (property.method) throw new NotLiteral(property, 'a method')

    const key = property.key
    if (
      key.type === 'Literal' &&
      (typeof key.value === 'string' || typeof key.value === 'number')
    ) {
      return { key: String(key.value), node: key, value: property.value }
    }
    if (key.type === 'Identifier' && !property.computed) {
      return { key: key.name, node: key, value: property.value }
    }
    throw new NotLiteral(key, 'a computed key')
  })
}

/**
 * The value of a literal: strings, templates without expressions, numbers, booleans, null, and
 * arrays and objects of these.
 *
 * @throws NotLiteral
 */
export function readLiteral(expression: Expression): JsonValue {
  const node = unwrapExpression(expression)
  switch (node.type) {
    case 'Literal': {
      const { value } = node
      if (value === null && 'regex' in node) throw new NotLiteral(node, 'a regular expression')
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
      if (typeof value === 'number') return value
      throw new NotLiteral(node, typeof value === 'bigint' ? 'a bigint' : 'a regular expression')
    }
    case 'TemplateLiteral': {
      const [text] = node.quasis
      if (node.expressions.length > 0) throw new NotLiteral(node, describeExpression(node))
      return text.value.cooked ?? text.value.raw
    }
    case 'UnaryExpression': {
      const value = node.operator === '-' ? readLiteral(node.argument) : undefined
      if (typeof value !== 'number') throw new NotLiteral(node, 'a computation')
      return -value
    }
    case 'ArrayExpression':
      return node.elements.map((element) => {
        if (element === null) throw new NotLiteral(node, 'an array with a hole')
        if (element.type === 'SpreadElement') throw new NotLiteral(element, 'a spread')
        return readLiteral(element)
      })
    case 'ObjectExpression': {
      const object: { [key: string]: JsonValue } = {}
      for (const { key, node: place, value } of literalProperties(node)) {
        if (key === '__proto__') throw new NotLiteral(place, 'a prototype')
        object[key] = readLiteral(value)
      }
      return object
    }
    default:
      throw new NotLiteral(node, describeExpression(node))
  }
}
