/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ComponentType } from 'react'
import { clientError } from '../client/main.ts'

/** What `import.meta.glob` returns: modules, or functions that load them, by path. */
export type PageModules = Record<string, unknown>

/** What `memo`, `lazy` and `forwardRef` make of a component is an object with one of these. */
const EXOTIC = new Set(['react.memo', 'react.lazy', 'react.forward_ref'].map(Symbol.for))

function isComponent(value: unknown): value is ComponentType {
  if (typeof value === 'function') return true
  const { $$typeof: kind } = (value ?? {}) as { $$typeof?: symbol }
  return kind !== undefined && EXOTIC.has(kind)
}

/**
 * The files of the pages, by the ids that the server names them with.
 */
export class PageLoader {
  #modules: PageModules
  #components = new Map<string, Promise<ComponentType>>()

  constructor(modules: PageModules) {
    this.#modules = modules
  }

  /**
   * Loads the component of a page. It is loaded once, unless that fails.
   *
   * @throws ReflexError E_PAGE_MISSING, E_PAGE_INVALID, or why its files cannot be loaded
   */
  load(id: string): Promise<ComponentType> {
    let component = this.#components.get(id)
    if (!component) {
      component = this.#load(id)
      this.#components.set(id, component)
      component.catch(() => this.#components.delete(id))
    }
    return component
  }

  async #load(id: string): Promise<ComponentType> {
    const key = this.#key(id)
    if (key === undefined) {
      throw clientError(
        404,
        'E_PAGE_MISSING',
        `The page "${id}" is not among the "pages" of createApp(). Does its glob match the file?`
      )
    }
    const entry = this.#modules[key]
    const module = typeof entry === 'function' ? await (entry as () => unknown)() : entry
    const component = (module as { default?: unknown } | undefined)?.default
    if (isComponent(component)) return component
    throw clientError(
      500,
      'E_PAGE_INVALID',
      `The page "${id}" has no component. Its file needs "export default page({ … }, Component)".`
    )
  }

  /** The glob is relative to the browser's entry, so the id ends with the key. */
  #key(id: string): string | undefined {
    return Object.keys(this.#modules)
      .filter((key) => `/${id}`.endsWith(`/${key.replace(/^(\.{0,2}\/)+/, '')}`))
      .sort((a, b) => b.length - a.length)[0]
  }
}
