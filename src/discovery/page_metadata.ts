/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ArrayExpression, Expression, ObjectExpression, Span } from 'oxc-parser'
import type { JsonValue } from '../protocol/main.ts'
import { E_PAGE_METADATA } from '../pages/main.ts'
import { literalProperties, NotLiteral, readLiteral, unwrapExpression } from './literal.ts'
import type { PageMiddleware, SourceText } from '../pages/main.ts'

/** An `onLoad` entry as the page writes it: the local name of a state, and an event. */
export interface LoadReference {
  local: string
  event: string
  /** Offset of the state's name. */
  offset: number
}

/** The first argument of `page()`. */
export interface PageMetadata {
  route: string
  title?: string
  name?: string
  middleware: PageMiddleware[]
  onLoad: LoadReference[]
  ssr: boolean
  cache: boolean
}

const KEYS = ['route', 'title', 'name', 'middleware', 'onLoad', 'ssr', 'cache']

function typeOf(value: JsonValue): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}

/**
 * Reads and checks the metadata of one page.
 */
export class PageMetadataReader {
  #source: SourceText

  constructor(source: SourceText) {
    this.#source = source
  }

  /**
   * @param object - first argument of `page()`
   * @throws E_PAGE_METADATA
   */
  read(object: ObjectExpression): PageMetadata {
    const metadata: Partial<PageMetadata> = {}
    const seen = new Set<string>()

    for (const { key, node, value } of this.#literal(() => literalProperties(object))) {
      if (seen.has(key)) this.fail(node, `"${key}" is given twice. Remove one of them`)
      seen.add(key)
      switch (key) {
        case 'route':
          metadata.route = this.#route(value)
          break
        case 'title':
          metadata.title = this.#string(key, value)
          break
        case 'name':
          metadata.name = this.#string(key, value)
          if (metadata.name === '')
            this.fail(value, '"name" is empty. Leave it out, or name the route')
          break
        case 'middleware':
          metadata.middleware = this.#middleware(value)
          break
        case 'onLoad':
          metadata.onLoad = this.#onLoad(value)
          break
        case 'ssr':
        case 'cache':
          metadata[key] = this.#boolean(key, value)
          break
        default:
          this.fail(node, `"${key}" is not an option of a page. Its options are ${KEYS.join(', ')}`)
      }
    }

    if (metadata.route === undefined) {
      this.fail(object, "the route is missing. Add one, such as route: '/cart'")
    }
    return {
      middleware: [],
      onLoad: [],
      ssr: true,
      cache: false,
      ...metadata,
      route: metadata.route,
    }
  }

  /**
   * @param node - where the mistake is
   * @param message - what is wrong, and the remedy
   */
  fail(node: Span, message: string): never {
    throw new E_PAGE_METADATA(
      `Cannot read the metadata of the page "${this.#source.id}": ${message}`,
      this.#source.locate(node.start)
    )
  }

  /** Turns the complaint of a literal into one about the page. */
  #literal<T>(read: () => T): T {
    try {
      return read()
    } catch (error) {
      if (!(error instanceof NotLiteral)) throw error
      this.fail(
        error.node,
        `${error.what} is not allowed here. A page's metadata is read without running the page, ` +
          'so write the value itself: a string, a number, true, false, null, or an array or ' +
          'object of these'
      )
    }
  }

  #string(key: string, node: Expression): string {
    const value = this.#literal(() => readLiteral(node))
    if (typeof value === 'string') return value
    this.fail(node, `"${key}" has to be a string, and is ${typeOf(value)}`)
  }

  #boolean(key: string, node: Expression): boolean {
    const value = this.#literal(() => readLiteral(node))
    if (typeof value === 'boolean') return value
    this.fail(node, `"${key}" has to be true or false, and is ${typeOf(value)}`)
  }

  #route(node: Expression): string {
    const route = this.#string('route', node)
    if (!route.startsWith('/')) {
      this.fail(node, `the route "${route}" has to start with a slash: "/${route}"`)
    }
    if (/[\s?#]/.test(route.replace(/\?(?=$|\/)/g, ''))) {
      this.fail(
        node,
        `the route "${route}" has to be a path, such as "/posts/:id", without spaces, query and hash`
      )
    }
    return route
  }

  #elements(node: Expression, expected: string): ArrayExpression['elements'] {
    const array = unwrapExpression(node)
    if (array.type !== 'ArrayExpression') this.fail(node, expected)
    return array.elements
  }

  #middleware(node: Expression): PageMiddleware[] {
    const expected =
      '"middleware" has to be a list of names of named middleware, each alone or with its ' +
      "options: ['auth', ['throttle', { limit: 10 }]]"

    return this.#elements(node, expected).map((element): PageMiddleware => {
      if (element === null || element.type === 'SpreadElement') this.fail(element ?? node, expected)
      const value = this.#literal(() => readLiteral(element))
      if (typeof value === 'string' && value !== '') return [value]
      if (!Array.isArray(value) || value.length > 2) this.fail(element, expected)
      const [name, options] = value
      if (typeof name !== 'string' || name === '') this.fail(element, expected)
      return options === undefined ? [name] : [name, options]
    })
  }

  #onLoad(node: Expression): LoadReference[] {
    const expected =
      '"onLoad" has to be a state and the name of one of its events, [CartState, \'load\'], or a ' +
      'list of such pairs'
    const elements = this.#elements(node, expected)
    const [first] = elements
    const isPair =
      first && first.type !== 'SpreadElement'
        ? unwrapExpression(first).type !== 'ArrayExpression'
        : false
    if (isPair) return [this.#loadReference(node, elements, expected)]

    return elements.map((element) => {
      if (element === null || element.type === 'SpreadElement') this.fail(element ?? node, expected)
      return this.#loadReference(element, this.#elements(element, expected), expected)
    })
  }

  #loadReference(
    node: Span,
    elements: ArrayExpression['elements'],
    expected: string
  ): LoadReference {
    const [state, event] = elements
    if (elements.length !== 2 || !state || !event) this.fail(node, expected)
    if (state.type === 'SpreadElement' || event.type === 'SpreadElement') this.fail(node, expected)

    const reference = unwrapExpression(state)
    if (reference.type !== 'Identifier') this.fail(state, expected)
    const name = this.#literal(() => readLiteral(event))
    if (typeof name !== 'string' || name === '') this.fail(event, expected)
    return { local: reference.name, event: name, offset: reference.start }
  }
}
