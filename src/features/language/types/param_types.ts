/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { IntlMessageFormat } from 'intl-messageformat'

type Element = ReturnType<IntlMessageFormat['getAst']>[number]

/** Kinds of the elements of a message, as its parser numbers them. */
const ARGUMENT = 1
const NUMBER = 2
const DATE = 3
const TIME = 4
const SELECT = 5
const PLURAL = 6

const TEXT = 'string | number | bigint'

/** What a select takes: what it names, and anything else for `other`. */
function choicesOf(names: readonly string[]): string {
  const named = names.filter((name) => name !== 'other').map((name) => JSON.stringify(name))
  const booleans = names.includes('true') || names.includes('false') ? ['boolean'] : []
  return [...named, ...booleans, '(string & {})'].join(' | ')
}

function typeOf(element: Element): string | undefined {
  switch (element.type as number) {
    case ARGUMENT:
      return TEXT
    case NUMBER:
      return 'number | bigint'
    case DATE:
    case TIME:
      return 'Date | number | string'
    case SELECT:
      return choicesOf(Object.keys((element as { options: object }).options))
    case PLURAL:
      return 'number'
    default:
      return undefined
  }
}

/**
 * The params of an ICU message by name, as types of TypeScript.
 *
 * @throws SyntaxError for a message that cannot be read
 */
export function paramTypes(message: string, locale: string): Map<string, string> {
  const found = new Map<string, Set<string>>()
  const look = (elements: readonly Element[]) => {
    for (const element of elements) {
      const type = typeOf(element)
      if (type === undefined) continue
      const { value: name, options } = element as {
        value: string
        options?: Record<string, { value: Element[] }>
      }
      found.set(name, (found.get(name) ?? new Set()).add(type))
      for (const option of Object.values(options ?? {})) look(option.value)
    }
  }
  look(new IntlMessageFormat(message, locale, undefined, { ignoreTag: true }).getAst())
  return new Map([...found].map(([name, types]) => [name, allOf([...types])]))
}

/** What fits each place in which a param stands. */
function allOf(types: readonly string[]): string {
  return types.length === 1 ? types[0] : types.map((type) => `(${type})`).join(' & ')
}
