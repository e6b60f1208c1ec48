/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { existsSync, readFileSync } from 'node:fs'
import { AppPaths } from '../pages/main.ts'
import type { StateDefinitionFile } from '../pages/main.ts'
import type { Place } from './check.ts'

/** Knows where things are in the files of an application, and in those of a build without their lines. */
export class Places {
  readonly #paths: AppPaths
  readonly #states: ReadonlyMap<string, StateDefinitionFile>

  /**
   * @param root - of the application
   */
  constructor(root: URL, states: readonly StateDefinitionFile[]) {
    this.#paths = new AppPaths(root)
    this.#states = new Map(states.map((state) => [state.id, state]))
  }

  ofState(id: string): Place {
    const state = this.#states.get(id)
    if (!state) return {}
    const file = this.#paths.id(this.#paths.file(state.file))
    return this.#at(file, new RegExp(String.raw`\bclass\b.*\b${id}\b|\bid = ['"]${id}['"]`))
  }

  /**
   * @param file - path from the application root
   * @param text - of which the first line is meant
   */
  find(file: string, text: string): Place {
    return this.#at(file, new RegExp(String.raw`(?<![\w*/])${RegExp.escape(text)}`))
  }

  #at(file: string, pattern: RegExp): Place {
    const path = this.#paths.file(file)
    if (!existsSync(path)) return { file }
    const line = readFileSync(path, 'utf8')
      .split('\n')
      .findIndex((each) => !/^\s*(\*|\/\/|\/\*)/.test(each) && pattern.test(each))
    return line === -1 ? { file } : { file, line: line + 1 }
  }
}
