/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** What of prettier is used, whichever version the application has. */
interface Prettier {
  resolveConfig(file: string, options: { editorconfig: boolean }): Promise<object | null>
  getFileInfo(file: string, options: object): Promise<{ ignored: boolean }>
  format(text: string, options: object): Promise<string>
}

/**
 * Formats what was written into an application as the application formats its files: with its
 * own prettier. Without one, and where a file was not formatted before, it changes nothing.
 */
export class Formatter {
  #root: string
  #before = new Map<string, string | undefined>()

  /**
   * @param root - absolute path of the application
   */
  constructor(root: string) {
    this.#root = root
  }

  /** Notes how files are before they may be changed. */
  async remember(files: string[]): Promise<void> {
    for (const file of files) this.#before.set(file, await this.#read(file))
  }

  /** Formats those that have changed since, and those that are new. */
  async format(): Promise<void> {
    const prettier = await this.#prettier()
    if (!prettier) return
    for (const [file, before] of this.#before) {
      const after = await this.#read(file)
      if (after === undefined || after === before) continue
      const formatted = await this.#formatted(prettier, file, after)
      if (formatted === undefined || formatted === after) continue
      const wasFormatted =
        before === undefined || before === (await this.#formatted(prettier, file, before))
      if (wasFormatted) await writeFile(join(this.#root, file), formatted)
    }
  }

  /** A text as the application would have it in a file. */
  async formatted(file: string, text: string): Promise<string> {
    const prettier = await this.#prettier()
    return (prettier && (await this.#formatted(prettier, file, text))) ?? text
  }

  async #read(file: string): Promise<string | undefined> {
    return readFile(join(this.#root, file), 'utf8').catch(() => undefined)
  }

  async #prettier(): Promise<Prettier | undefined> {
    const require = createRequire(join(this.#root, 'package.json'))
    let entry: string
    try {
      entry = require.resolve('prettier')
    } catch {
      return undefined
    }
    const module = (await import(pathToFileURL(entry).href)) as { default?: Prettier } & Prettier
    return module.default ?? module
  }

  /** Undefined for a file that the application's prettier leaves alone or cannot read. */
  async #formatted(prettier: Prettier, file: string, text: string): Promise<string | undefined> {
    const path = join(this.#root, file)
    const ignorePath = join(this.#root, '.prettierignore')
    const { ignored } = await prettier.getFileInfo(path, { ignorePath })
    if (ignored) return undefined
    const config = await prettier.resolveConfig(path, { editorconfig: true })
    return prettier.format(text, { ...config, filepath: path }).catch(() => undefined)
  }
}
