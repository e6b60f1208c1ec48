/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { parseSync } from 'oxc-parser'
import type { Expression, ObjectExpression, ObjectProperty } from 'oxc-parser'

/**
 * Reads JSON with comments and trailing commas, such as a tsconfig.json, with its places.
 *
 * @returns the object. Its places count the bracket that stands in front of the text, so they are one
 * more than those of the text
 * @throws SyntaxError when there is none
 */
export function parseJsonObject(text: string): ObjectExpression {
  // In brackets it is an expression of JavaScript
  const { program, errors } = parseSync('file.ts', `(${text}\n)`)
  if (errors.length > 0) throw new SyntaxError(errors[0]!.message)
  const [statement] = program.body
  const expression = statement?.type === 'ExpressionStatement' ? statement.expression : undefined
  const root = expression?.type === 'ParenthesizedExpression' ? expression.expression : undefined
  if (root?.type !== 'ObjectExpression') throw new SyntaxError('The file holds no object')
  return root
}

/**
 * The value of a member of an object literal.
 */
export function memberOf(object: ObjectExpression, name: string): Expression | undefined {
  return propertyOf(object, name)?.value
}

/**
 * A member of an object literal, with its key.
 */
export function propertyOf(object: ObjectExpression, name: string): ObjectProperty | undefined {
  return object.properties
    .filter((member) => member.type === 'Property')
    .find(({ key }) => (key.type === 'Literal' ? key.value : 'name' in key && key.name) === name)
}
