/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../protocol/main.ts'

/** A named middleware of a page, and what it is called with. */
export type PageMiddleware = [name: string] | [name: string, options: JsonValue]

/** An event that runs whenever a browser opens the page. */
export interface PageLoadEvent {
  /** State id. */
  state: string
  /** Event name. */
  event: string
}

/**
 * A page as the server knows it: its metadata, read from the source file without running it, and
 * what its import graph reaches.
 */
export interface PageDefinition {
  /** Path of the file from the application root, with forward slashes. */
  id: string
  /** Absolute path of the file. Absent in production, where only the manifest exists. */
  file?: string
  /** Pattern of the Adonis route. */
  route: string
  /** Name of the Adonis route. */
  name: string
  /** Title of the document. */
  title?: string
  /** Named middleware of the route, in order. */
  middleware: PageMiddleware[]
  /** Events that run whenever a browser opens the page, in order. */
  onLoad: PageLoadEvent[]
  /** Sorted ids of the states that the page or the browser's entry can reach. */
  states: string[]
  /**
   * Sorted texts of the page's and the entry's code that may be names of routes they lead to. Absent
   * where there are none.
   */
  routes?: string[]
  /**
   * Sorted texts of the page's and the entry's code that may be keys of messages, with a star at the
   * end of those of which it has the beginning alone. Absent where neither shows any.
   */
  messages?: string[]
  /**
   * Sorted keys of the shared data that the code of the page or the entry reads; `*` alone for all. Absent where
   * there are none.
   */
  shared?: string[]
  /** Whether the server renders the page. */
  ssr: boolean
  /** Whether its HTML is kept for others who see the same. Absent where it is not. */
  cache?: boolean
  /** Line of the `page()` call, from 1. */
  line: number
  /** File of the page's code in the build directory. Only in production. */
  chunk?: string
  /** Files that the chunk imports, directly or not, and the entry does not. Only in production. */
  imports?: string[]
  /** Style sheets that the page needs in addition to those of the entry. Only in production. */
  css?: string[]
}

/** A state class and the file that exports it. */
export interface StateDefinitionFile {
  id: string
  /** Absolute path; in the manifest relative to the application root, with the source's extension. */
  file: string
  /** Name of the export: `default`, or that of a named one. */
  export: string
}

/** All pages and states of an application. */
export interface ScanResult {
  /** Sorted by id. */
  pages: PageDefinition[]
  /** Sorted by file, then by place in the file. */
  states: StateDefinitionFile[]
}

/** What is in order of an application, and what is not. */
export interface Survey extends ScanResult {
  /** What `scan` would throw, the first of them first. */
  mistakes: Error[]
}

/** What a production build provides to the server. */
export interface Manifest {
  /** Of the manifest's format. */
  version: 1
  /** Changes whenever one of the browser's files does. */
  build: string
  pages: Omit<PageDefinition, 'file'>[]
  states: StateDefinitionFile[]
}

/** A rewrite of import specifiers, as Vite's `resolve.alias` has them. */
export interface ImportAlias {
  find: string | RegExp
  replacement: string
}

/** What a page may import, in addition to the defaults. */
export interface BrowserBoundaryOptions {
  /**
   * Additional packages that a browser must not load. A name includes its subpaths; `@scope/*`
   * matches a scope.
   */
  serverPackages?: string[]
  /**
   * Packages and subpaths that a browser may load nevertheless, such as `@adonisjs/lucid/client`.
   */
  browserPackages?: string[]
  /** Additional folders with server code, relative to the application root. */
  serverFolders?: string[]
  /** Folders inside these that both sides may import, in addition to `app/shared`. */
  sharedFolders?: string[]
}

/**
 * Where pages and states are, and what pages may import. The server and the Vite plugin have the
 * same options, and need the same values.
 */
export interface DiscoveryOptions {
  /**
   * Globs of the page files, relative to the application root.
   *
   * @default ['resources/pages/**\/*.tsx']
   */
  pages?: string[]
  /**
   * Globs of the state files, relative to the application root.
   *
   * @default ['app/**\/*_state.ts']
   */
  states?: string[]
  /**
   * The entry file of the browser. What it imports, such as the layout, belongs to every page. It
   * may be missing.
   *
   * @default 'resources/app.tsx'
   */
  entry?: string
  /** What else pages may or may not import. */
  boundary?: BrowserBoundaryOptions
}
