/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { pathToFileURL } from 'node:url'
import type { Logger } from '@adonisjs/core/logger'
import type { ViteDevServer } from 'vite'
import {
  areModulesHot,
  importBoundary,
  keepBoundary,
  onInvalidated,
  restartServer,
  SETTLE_MS,
} from '../hot_hook/main.ts'
import type { StateDefinitionFile } from '../pages/main.ts'
import { AppState, isStateClass, stateId } from '../state/main.ts'
import type { StateClass, StateRegistry } from '../state/main.ts'
import { overlayOf } from '../overlay/main.ts'
import type { LiveTabs } from './live_tabs.ts'

export interface LiveStatesOptions {
  files: readonly StateDefinitionFile[]
  states: StateRegistry
  tabs: LiveTabs
  /** Throws when the pages cannot do with the states. */
  verify: () => void
  logger: Logger
  /** Finds Vite's development server, whose browsers see errors. */
  vite: () => ViteDevServer | undefined
}

/**
 * Takes up state classes as their files are saved, and files that only they import. What is
 * mistaken leaves the classes as they were, until it is saved again.
 */
export class LiveStates {
  #options: LiveStatesOptions
  #running: Promise<void>
  #timer: NodeJS.Timeout | undefined

  private constructor(options: LiveStatesOptions) {
    this.#options = options
    this.#running = this.#import().then(() => {})
    onInvalidated(() => this.#reload())
  }

  /**
   * Begins where modules can be loaded anew. Elsewhere a saved file starts the server again, or
   * nothing watches the files.
   */
  static async watch(options: LiveStatesOptions): Promise<void> {
    if (areModulesHot()) await new LiveStates(options).#running
  }

  /** One after the other. */
  #reload(): void {
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.#running = this.#running.then(() => this.#takeUp())
    }, SETTLE_MS)
  }

  async #takeUp(): Promise<void> {
    const { logger, vite } = this.#options
    try {
      const { classes, mistakes } = await this.#import()
      overlayOf(vite())?.clear('states')
      if (this.#restartForMended(classes, mistakes)) return
      const replaced = this.#replace(classes)
      if (replaced.size > 0) logger.info('live: %s', [...replaced].join(', '))
      if (mistakes.length > 0) throw mistakes[0]
    } catch (error) {
      this.#report(error)
    }
  }

  /** The classes that the files have now, and what went wrong with the others. */
  async #import(): Promise<{ classes: StateClass[]; mistakes: unknown[] }> {
    const { files } = this.#options
    const urls = files.map(({ file }) => pathToFileURL(file).href)
    const modules = await Promise.allSettled(urls.map(importBoundary))
    // States import each other
    await Promise.all(urls.map(keepBoundary))
    const classes: StateClass[] = []
    const mistakes: unknown[] = []
    for (const [index, { id, export: name }] of files.entries()) {
      const module = modules[index]
      if (module.status === 'rejected') {
        mistakes.push(module.reason)
        continue
      }
      const candidate = module.value[name]
      // Another name or id is another registry, for which the server starts again
      if (isStateClass(candidate) && stateId(candidate) === id) classes.push(candidate)
    }
    return { classes, mistakes }
  }

  /**
   * A state that had a mistake when the server started is taken up by a start.
   *
   * @param mistakes - gets those that are left
   */
  #restartForMended(classes: readonly StateClass[], mistakes: unknown[]): boolean {
    const { files, states } = this.#options
    for (const State of classes) {
      const id = stateId(State)
      if (states.get(id)) continue
      try {
        states.define(State)
      } catch (error) {
        mistakes.push(error)
        continue
      }
      restartServer(files.find((file) => file.id === id)!.file)
      return true
    }
    return false
  }

  /**
   * @returns ids of the states that have another class now
   * @throws E_EVENT_NAME, E_UNKNOWN_LOAD_EVENT; errors of field initializers
   */
  #replace(classes: readonly StateClass[]): Set<string> {
    const { files, states, tabs, verify } = this.#options
    const changed = classes.filter((State) => {
      const known = states.get(stateId(State))
      return known && known.State !== State
    })
    if (changed.length === 0) return new Set()
    const next = changed.map((State) => states.define(State))
    for (const { id, State, scope } of next) {
      const known = states.require(id)
      if (seesRequest(State) === seesRequest(known.State) && scope === known.scope) continue
      restartServer(files.find((file) => file.id === id)!.file)
      return new Set()
    }
    tabs.wake()
    const previous = states.replace(next)
    try {
      verify()
    } catch (error) {
      states.replace(previous)
      throw error
    }
    const ids = new Set(next.map(({ id }) => id))
    tabs.adapt(ids, (error) => this.#log(error))
    return ids
  }

  /** What is wrong with a class concerns all pages. */
  #report(error: unknown): void {
    this.#log(error)
    overlayOf(this.#options.vite())?.show('states', error)
  }

  #log(error: unknown): void {
    const { logger } = this.#options
    logger.error({ err: error }, 'a state has a mistake: %s', (error as Error).message)
  }
}

/** What pages show besides the state depends on it, and is settled when the server starts. */
function seesRequest(State: StateClass): boolean {
  return State.prototype instanceof AppState
}
