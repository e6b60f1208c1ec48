/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync } from 'node:fs'
import { debug } from '../debug.ts'
import { E_STATE_EXPORT } from './exceptions.ts'
import { packageStates } from '../features/main.ts'
import { readManifest } from '../pages/main.ts'
import type { PageDefinition, StateDefinitionFile } from '../pages/main.ts'
import { isStateClass } from '../state/main.ts'
import type { StateRegistry } from '../state/main.ts'
import type { ReflexDependencies } from './dependencies.ts'
import type { Mistakes } from './mistakes.ts'

/** Build id where there is no build: development and tests. */
const DEVELOPMENT_BUILD = 'development'

/**
 * The pages and state files of the application.
 */
export class Sources {
  /** Pages, mounted or not; undefined until they are looked for. */
  pages: readonly PageDefinition[] | undefined
  states: readonly StateDefinitionFile[] = []
  /** Build of the browser's files. */
  build = DEVELOPMENT_BUILD

  #dependencies: ReflexDependencies
  #mistakes: Mistakes

  constructor(dependencies: ReflexDependencies, mistakes: Mistakes) {
    this.#dependencies = dependencies
    this.#mistakes = mistakes
  }

  /**
   * Finds pages and states: in the source in development and tests, in the manifest of the build
   * in production.
   *
   * @throws E_MANIFEST_MISSING in production without a build; in tests all that a page or state file
   *   may have wrong, with file and line
   */
  async discover(): Promise<void> {
    const { app, config, buildDirectory } = this.#dependencies
    // A build folder has no sources, whatever the environment is called
    if (app.inProduction || existsSync(app.makePath('adonisrc.js'))) {
      const manifest = await readManifest(app.makePath(buildDirectory))
      this.pages = manifest.pages
      this.states = manifest.states
      this.build = manifest.build
      debug('build %s: %d pages, %d states', this.build, this.pages.length, this.states.length)
      return
    }
    const { PageScanner } = await import('../discovery/main.ts')
    const scanner = new PageScanner({ appRoot: app.appRoot, ...config.discovery })
    const { pages, states, mistakes } = await scanner.survey()
    for (const error of mistakes) this.#mistakes.note(error)
    this.pages = pages
    this.states = states
    debug('sources: %d pages, %d states', pages.length, states.length)
  }

  /**
   * Imports the state classes.
   *
   * @throws E_STATE_EXPORT, E_STATE_ID_TAKEN, and what a class has wrong, unless mistakes are tolerated
   */
  async loadStates(registry: StateRegistry): Promise<void> {
    for (const State of packageStates) registry.add(State)
    await Promise.all(
      this.states.map(async (state) => {
        const path = this.#pathOf(state)
        try {
          await this.#loadState(path, state.export, registry)
        } catch (error) {
          this.#mistakes.note(error, path)
        }
      })
    )
  }

  async #loadState(path: string, name: string, registry: StateRegistry): Promise<void> {
    const { app } = this.#dependencies
    const module = (await app.import(`./${path}`)) as Record<string, unknown>
    const candidate = module[name]
    if (!isStateClass(candidate)) throw new E_STATE_EXPORT([path, name])
    registry.add(candidate)
    debug('state %s of %s', name, path)
  }

  /** From the application root: of the source, or of what a build has made of it. */
  #pathOf({ file }: StateDefinitionFile): string {
    const { app } = this.#dependencies
    return existsSync(file) ? app.relativePath(file) : file.replace(/\.ts$/, '.js')
  }
}
