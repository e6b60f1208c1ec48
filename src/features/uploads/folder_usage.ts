/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Milliseconds for which what was counted is good. Many may ask at once. */
const FRESH = 1_000

/** Files that are looked at together. */
const TOGETHER = 64

/** What a folder holds. */
export interface Usage {
  files: number
  bytes: number
}

/**
 * Counts what all processes have put into a folder, and what this one has since.
 */
export class FolderUsage {
  #path: string
  #counted: { at: number; usage: Promise<Usage> } | undefined

  constructor(path: string) {
    this.#path = path
  }

  /** A new object, each time that it was counted anew. */
  current(): Promise<Usage> {
    const now = performance.now()
    if (!this.#counted || now - this.#counted.at > FRESH) {
      this.#counted = { at: now, usage: this.#count() }
    }
    return this.#counted.usage
  }

  /** This process is about to add that much. */
  async add({ files, bytes }: Usage): Promise<void> {
    const usage = await this.current()
    usage.files += files
    usage.bytes += bytes
  }

  async #count(): Promise<Usage> {
    const names = await readdir(this.#path).catch(() => [])
    let bytes = 0
    for (let from = 0; from < names.length; from += TOGETHER) {
      const sizes = names.slice(from, from + TOGETHER).map((name) =>
        stat(join(this.#path, name)).then(
          ({ size }) => size,
          // It was given up, or an event has it under another name
          () => 0
        )
      )
      const found = await Promise.all(sizes)
      bytes += found.reduce((sum, size) => sum + size, 0)
    }
    return { files: names.length, bytes }
  }
}
