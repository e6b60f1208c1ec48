/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { Options, transformSync } from '@swc/core'

/** What @poppinss/ts-exec makes of this repository's tsconfig.json. */
const OPTIONS: Options = {
  sourceMaps: true,
  swcrc: false,
  module: { type: 'es6' },
  jsc: {
    target: 'esnext',
    externalHelpers: false,
    parser: { syntax: 'typescript', tsx: true, decorators: true },
    transform: { legacyDecorator: true, react: { runtime: 'automatic' } },
    experimental: { keepImportAttributes: true },
    keepClassNames: true,
  },
}

const require = createRequire(import.meta.url)

/** TypeScript files as JavaScript, which is kept on disk for other processes. */
export class CompiledFiles {
  #folder: string
  #settings: string

  /**
   * @param folder - where they are kept; made when it is missing
   */
  constructor(folder: string) {
    const { version } = require('@swc/core/package.json') as { version: string }
    this.#folder = folder
    this.#settings = JSON.stringify([version, OPTIONS])
    mkdirSync(folder, { recursive: true })
  }

  /**
   * @param file - path of the source
   * @param url - address that a stack trace names
   * @throws Error with the place in the source when it cannot be compiled
   */
  read(file: string, url: string): string {
    const source = readFileSync(file, 'utf8')
    // Copies of a file share what it is compiled to, which names its source from where it stands
    const name = basename(file)
    const hash = createHash('sha1').update([this.#settings, name, source].join('\0')).digest('hex')
    const kept = join(this.#folder, `${hash}.js`)
    const code = readIfThere(kept) ?? this.#compile(source, name, kept)
    return `${code}\n//# sourceURL=${url}`
  }

  #compile(source: string, sourceFileName: string, kept: string): string {
    // Takes its time to load, and most processes find everything compiled
    const swc = require('@swc/core') as { transformSync: typeof transformSync }
    const options = { ...OPTIONS, filename: sourceFileName, sourceFileName }
    const { code, map = '' } = swc.transformSync(source, options)
    const inlined = Buffer.from(map).toString('base64')
    const output = `${code}\n//# sourceMappingURL=data:application/json;base64,${inlined}`
    // Other processes read it whole or not at all
    const part = `${kept}.${process.pid}-${threadId}`
    writeFileSync(part, output)
    renameSync(part, kept)
    return output
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}
