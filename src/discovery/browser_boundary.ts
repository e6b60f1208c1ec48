/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isBuiltin } from 'node:module'
import type { AppPaths, BrowserBoundaryOptions } from '../pages/main.ts'

const SERVER_PACKAGES = [
  'reflex-adonis',
  '@adonisjs/*',
  'better-sqlite3',
  'edge.js',
  'ioredis',
  'knex',
  'mysql2',
  'oracledb',
  'pg',
  'pino',
  'sqlite3',
  'tedious',
  'ws',
]

/** Parts of the packages above that are made for browsers. */
const BROWSER_PACKAGES = [
  'reflex-adonis/react',
  'reflex-adonis/models/react',
  'reflex-adonis/models/react.css',
  '@adonisjs/core/http/url_builder_client',
  '@adonisjs/http-server/client/url_builder',
  '@adonisjs/inertia/helpers',
  '@adonisjs/inertia/react',
  '@adonisjs/inertia/vue',
  '@adonisjs/transmit-client',
]

const SERVER_FOLDERS = [
  '.adonisjs/server',
  'app',
  'bin',
  'commands',
  'config',
  'database',
  'providers',
  'start',
]

const SHARED_FOLDERS = ['app/shared']

/** What a page may import from anywhere: files that hold no code. */
const ASSET =
  /\.(?:css|scss|sass|less|styl|stylus|pcss|postcss|svg|png|jpe?g|gif|webp|avif|ico|woff2?|ttf|otf|eot|mp4|webm|mp3|ogg|wav|pdf)$/

/** How far a specifier counts as one of a list: exact, below a package, or in a scope. */
function covers(pattern: string, specifier: string): boolean {
  if (pattern.endsWith('/*')) return specifier.startsWith(pattern.slice(0, -1))
  return specifier === pattern || specifier.startsWith(`${pattern}/`)
}

function isInside(folder: string, id: string): boolean {
  return id.startsWith(folder.endsWith('/') ? folder : `${folder}/`)
}

/**
 * Decides what browser code may import. The server's import graph and the Vite plugin share it.
 */
export class BrowserBoundary {
  #paths: AppPaths
  #serverPackages: string[]
  #browserPackages: string[]
  #serverFolders: string[]
  #sharedFolders: string[]

  constructor(paths: AppPaths, options: BrowserBoundaryOptions = {}) {
    this.#paths = paths
    this.#serverPackages = [...SERVER_PACKAGES, ...(options.serverPackages ?? [])]
    this.#browserPackages = [...BROWSER_PACKAGES, ...(options.browserPackages ?? [])]
    this.#serverFolders = [...SERVER_FOLDERS, ...(options.serverFolders ?? [])]
    this.#sharedFolders = [...SHARED_FOLDERS, ...(options.sharedFolders ?? [])]
  }

  /**
   * @param specifier - a bare specifier
   * @returns what it is in words when a browser must not load it
   */
  refusePackage(specifier: string): string | undefined {
    if (this.#browserPackages.some((pattern) => covers(pattern, specifier))) return undefined
    if (isBuiltin(specifier)) {
      return `the Node.js module "${specifier.replace(/^node:/, '')}"`
    }
    if (this.#serverPackages.some((pattern) => covers(pattern, specifier))) {
      return `the server package "${specifier}"`
    }
    return undefined
  }

  /**
   * @param file - absolute path of a file that is not a state file
   * @returns what it is in words when a browser must not load it
   */
  refuseFile(file: string): string | undefined {
    const id = this.#paths.id(file)
    if (ASSET.test(id)) return undefined
    if (!this.#serverFolders.some((folder) => isInside(folder, id))) return undefined
    if (this.#sharedFolders.some((folder) => isInside(folder, id))) return undefined
    return `the server file "${id}"`
  }

  /** Whether a specifier names a file that holds no code, so it is nobody's business here. */
  isAsset(specifier: string): boolean {
    return ASSET.test(specifier)
  }
}
