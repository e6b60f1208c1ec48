/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BaseCommand } from '@adonisjs/core/ace'
import { Formatter } from '../formatter.ts'
import { lineDiff } from './line_diff.ts'

/** What becomes of files that are there already. */
export interface WriteOptions {
  /** They are overwritten. */
  force: boolean
  /** Nothing is written: what would change is shown. */
  diff: boolean
}

/** Writes files from stubs, formatted as the application formats its own, and says so. */
export class FileWriter {
  #command: BaseCommand
  #options: WriteOptions
  #formatter: Formatter

  constructor(command: BaseCommand, options: WriteOptions) {
    this.#command = command
    this.#options = options
    this.#formatter = new Formatter(command.app.makePath())
  }

  async write(stubsRoot: string, stub: string, data: Record<string, unknown>): Promise<void> {
    const { app, logger } = this.#command
    const stubs = await app.stubs.create()
    const built = await stubs.build(stub, { source: stubsRoot })
    const { contents, destination } = await built.prepare(data)
    const file = app.relativePath(destination)
    const text = await this.#formatter.formatted(file, `${contents.trim()}\n`)
    const before = await readFile(destination, 'utf8').catch(() => undefined)
    if (this.#options.diff) return this.#show(file, before, text)

    const action = logger.action(`${before === undefined ? 'create' : 'overwrite'} ${file}`)
    if (before === text) return action.skipped('Nothing to change')
    if (before !== undefined && !this.#options.force) return action.skipped('File already exists')
    await mkdir(dirname(destination), { recursive: true })
    await writeFile(destination, text)
    action.succeeded()
  }

  #show(file: string, before: string | undefined, after: string): void {
    const { logger, colors } = this.#command
    if (before === after) return
    logger.log(colors.bold(before === undefined ? `${file} (new)` : file))
    if (before === undefined) return
    for (const line of lineDiff(before, after)) {
      const paint = line.startsWith('+') ? 'green' : line.startsWith('-') ? 'red' : 'dim'
      logger.log(colors[paint](line))
    }
  }
}
