/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What Vite notes of a module that it has built. */
type ViteManifest = Record<string, { file: string }>

const MANIFEST = '.vite/manifest.json'

/**
 * The pages as a production build has left them for the server.
 */
export class BuiltPages {
  #folder: string
  #modules = new Map<string, Promise<unknown>>()

  /**
   * @param folders - absolute paths where the build may be, the best first
   */
  constructor(folders: string[]) {
    this.#folder = folders.find((folder) => existsSync(join(folder, MANIFEST))) ?? folders[0]!
  }

  /** Whether there is a build. */
  get exist(): boolean {
    return existsSync(join(this.#folder, MANIFEST))
  }

  /**
   * Loads a module of the build.
   *
   * @param entry - its source, from the root of the application
   */
  load(entry: string): Promise<unknown> {
    let module = this.#modules.get(entry)
    if (!module) {
      module = this.#import(entry)
      this.#modules.set(entry, module)
    }
    return module
  }

  async #import(entry: string): Promise<unknown> {
    const manifest = await readFile(join(this.#folder, MANIFEST), 'utf8')
    const built = (JSON.parse(manifest) as ViteManifest)[entry]
    if (!built) throw new Error(`The build in "${this.#folder}" has no "${entry}"`)
    return import(pathToFileURL(join(this.#folder, built.file)).href)
  }
}
