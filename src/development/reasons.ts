/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { errors } from '@adonisjs/core/http'
import { PageScanner } from '../discovery/main.ts'
import type { DiscoveryOptions, PageDefinition, PageRegistry } from '../pages/main.ts'
import type { StateRegistry } from '../state/main.ts'
import type { Mistake } from '../assembly/main.ts'
import { leadsTo } from './route_match.ts'
import { strayPages } from './stray_pages.ts'

export interface ReasonsOptions {
  appRoot: URL
  discovery: DiscoveryOptions
  /** What was wrong when the server started. */
  mistakes: () => readonly Mistake[]
  pages: PageRegistry
  states: StateRegistry
  /** Whether the application has mounted pages. */
  isMountAsked: () => boolean
}

/**
 * Finds out why an address leads to no page.
 */
export class Reasons {
  #options: ReasonsOptions
  #scanner: PageScanner

  constructor(options: ReasonsOptions) {
    this.#options = options
    this.#scanner = new PageScanner({ appRoot: options.appRoot, ...options.discovery })
  }

  /**
   * @param error - of the request
   * @param path - of its address
   * @returns nothing where the error is another one, or the address is nobody's
   */
  async of(error: unknown, path: string): Promise<string[]> {
    if (!(error instanceof errors.E_ROUTE_NOT_FOUND)) {
      const fault = this.#faults().find((candidate) => candidate === error)
      return fault ? [fault.message] : []
    }
    const { pages, mistakes } = await this.#scanner.survey()
    return [
      ...new Set([
        ...this.#options.mistakes().map(textOf),
        ...mistakes.map(({ message }) => message),
        ...this.#unmounted(pages, path),
        ...(await strayPages(this.#scanner, path)),
      ]),
    ]
  }

  #faults(): Error[] {
    return [...this.#options.pages.all()].flatMap(({ fault }) => fault ?? [])
  }

  #unmounted(pages: readonly PageDefinition[], path: string): string[] {
    const { isMountAsked, states, pages: registry } = this.#options
    if (!isMountAsked()) {
      if (pages.length === 0) return []
      const found =
        pages.length === 1
          ? '1 page found, and it is not mounted'
          : `${pages.length} pages found, none is mounted`
      return [
        `${found}. Call reflex.mount() in start/routes.ts:\n\nimport reflex from 'reflex-adonis/services/main'\n\nreflex.mount({ middleware })`,
      ]
    }
    return pages
      .filter(({ id, route }) => leadsTo(route, path) && !registry.find(id))
      .filter((page) => page.states.every((id) => states.get(id)))
      .map(
        ({ id, line }) =>
          `${id}:${line} has this address and is not mounted: the "pages" of reflex.mount() leave it out`
      )
  }
}

function textOf({ error, file }: Mistake): string {
  return file === undefined ? error.message : `${file}\n\n${error.message}`
}
