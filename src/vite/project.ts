/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ResolvedConfig } from 'vite'
import { PageScanner } from '../discovery/main.ts'
import type { DiscoveryOptions } from '../pages/main.ts'

/** Files that hold code. */
export const SCRIPT = /\.[cm]?[jt]sx?$/

/**
 * The application that Vite runs for, as the parts of the plugin share it.
 */
export class Project {
  #options: DiscoveryOptions
  #scanner: PageScanner | undefined

  constructor(options: DiscoveryOptions) {
    this.#options = options
  }

  /** The browser's entry, from the application root. */
  get entry(): string {
    return this.#options.entry ?? 'resources/app.tsx'
  }

  /** Takes root and aliases from Vite's configuration. */
  configure(config: ResolvedConfig): void {
    this.#scanner = new PageScanner({
      ...this.#options,
      appRoot: config.root,
      aliases: config.resolve.alias,
    })
  }

  get scanner(): PageScanner {
    if (!this.#scanner) throw new TypeError('Cannot use the plugin before Vite is configured')
    return this.#scanner
  }

  /**
   * The file that a module id of Vite stands for.
   *
   * @returns undefined for a virtual module, and for a file with a query, which is another module
   */
  fileOf(id: string): string | undefined {
    return id.includes('\0') || id.includes('?') ? undefined : id
  }
}
