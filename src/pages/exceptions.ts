/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Exception } from '@adonisjs/core/exceptions'
import type { SourceLocation } from './source_text.ts'

/**
 * An error with a location in a source file. The message contains the location and shows the line.
 */
export class SourceException extends Exception {
  static status = 500

  /** The message without the location. */
  readonly summary: string
  /** Where the mistake is. */
  readonly location: SourceLocation

  constructor(message: string, location: SourceLocation) {
    const { id, line, column, excerpt } = location
    super(`${message}\n\n  at ${id}:${line}:${column}\n\n${excerpt}`)
    this.summary = message
    this.location = location
  }
}

/** A page or state file is not valid TypeScript. */
export const E_SOURCE_SYNTAX = class SourceSyntaxException extends SourceException {
  static code = 'E_SOURCE_SYNTAX'
}

/** The metadata of a page cannot be read without running it, or is not valid. */
export const E_PAGE_METADATA = class PageMetadataException extends SourceException {
  static code = 'E_PAGE_METADATA'
}

/** A state file exports a class without an id. */
export const E_STATE_FILE = class StateFileException extends SourceException {
  static code = 'E_STATE_FILE'
}

/** Browser code imports something other than a state class from a state file. */
export const E_SERVER_ONLY_EXPORT = class ServerOnlyExportException extends SourceException {
  static code = 'E_SERVER_ONLY_EXPORT'
}

/** Two pages have one route. */
export const E_DUPLICATE_PAGE_ROUTE = class DuplicatePageRouteException extends SourceException {
  static code = 'E_DUPLICATE_PAGE_ROUTE'
}

/** Two pages have one route name. */
export const E_DUPLICATE_PAGE_NAME = class DuplicatePageNameException extends SourceException {
  static code = 'E_DUPLICATE_PAGE_NAME'
}

/** Two state classes have one id. */
export const E_DUPLICATE_STATE = class DuplicateStateException extends SourceException {
  static code = 'E_DUPLICATE_STATE'
}

/** One import on the way from a page to server code. */
export interface ImportHop {
  /** Path of the importing file from the application root. */
  id: string
  /** Line of the import, from 1. Unknown when another plugin made the import. */
  line?: number
  /** What it imports, as written. */
  specifier: string
}

/** Browser code imports something that only a server can run. */
export const E_SERVER_ONLY_IMPORT = class ServerOnlyImportException extends Exception {
  static code = 'E_SERVER_ONLY_IMPORT'
  static status = 500

  /** Imports from the page to the server code, in order. */
  readonly chain: ImportHop[]
  /** Where the last of the imports is, when that is known. */
  readonly location: SourceLocation | undefined

  /**
   * @param what - what was imported, such as `the Node.js module "fs"`
   * @param chain - imports from the page to it
   * @param location - the last import
   */
  constructor(what: string, chain: ImportHop[], location?: SourceLocation) {
    const hops = chain.map(
      ({ id, line, specifier }) =>
        `  ${line === undefined ? id : `${id}:${line}`}  imports "${specifier}"`
    )
    super(
      `"${chain[0].id}" leads to ${what}, which cannot run in a browser.\n\n${hops.join('\n')}\n\n` +
        'A page may import its states, other browser code, app/shared and packages made for ' +
        'browsers. Move what needs the server into an event of a state, move what both sides ' +
        'need to app/shared, and write `import type` where only types are needed.'
    )
    this.chain = chain
    this.location = location
  }
}

/** There is no manifest of a production build. */
export const E_MANIFEST_MISSING = class ManifestMissingException extends Exception {
  static code = 'E_MANIFEST_MISSING'
  static status = 500

  constructor(file: string) {
    super(
      `Cannot find the pages of this build: there is no "${file}". Run \`node ace build\`, and ` +
        "make sure that vite.config.ts has the plugin of 'reflex-adonis/vite' and adonisrc.ts has the " +
        "hook '@adonisjs/vite/build_hook'"
    )
  }
}

/** The manifest is damaged, or was written by another version of this package. */
export const E_MANIFEST_INVALID = class ManifestInvalidException extends Exception {
  static code = 'E_MANIFEST_INVALID'
  static status = 500

  constructor(file: string, why: string, options?: ErrorOptions) {
    super(`Cannot use the manifest "${file}": ${why}. Run \`node ace build\` again`, options)
  }
}
