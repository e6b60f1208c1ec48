/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Frames between a line of the application and the database. */
const DEPTH = 50

/** Places that are kept. */
const KEPT = 2_000

/** A frame of a stack: file or URL, line, column. */
const FRAME = /^\s*at (?:.*\()?(.+?):(\d+):\d+\)?$/

/**
 * The line of the application that has brought something about: the first of its own files in a stack.
 *
 * @param root - absolute path of the application
 * @returns `app/states/cart_state.ts:12`; undefined where none is in it
 */
export function lineIn(stack: string, root: string): string | undefined {
  for (const frame of stack.split('\n')) {
    const [, place, line] = FRAME.exec(frame) ?? []
    const file = place && fileIn(place, root)
    if (file) return `${file}:${line}`
  }
  return undefined
}

/**
 * Finds the line of the application that runs now, however much of others is between. To write a stack as text, with source
 * maps, takes a millisecond and more: a place that was found once is only looked up.
 */
export class CallSites {
  #root: string
  /** Whether files are the application's own. */
  #own = new Map<string, boolean>()
  /** Lines by places in the code as it runs. */
  #lines = new Map<string, string | undefined>()

  /** @param root - absolute path of the application */
  constructor(root: string) {
    this.#root = root
  }

  get current(): string | undefined {
    const { stackTraceLimit, prepareStackTrace } = Error
    Error.stackTraceLimit = DEPTH
    try {
      Error.prepareStackTrace = (_, sites) => sites
      const site = (stackOf() as unknown as NodeJS.CallSite[]).find((each) => this.#isOwn(each))
      Error.prepareStackTrace = prepareStackTrace
      if (!site) return undefined
      const place = `${site.getFileName()}:${site.getLineNumber()}:${site.getColumnNumber()}`
      if (!this.#lines.has(place)) {
        if (this.#lines.size >= KEPT) this.#lines.clear()
        this.#lines.set(place, lineIn(stackOf(), this.#root))
      }
      return this.#lines.get(place)
    } finally {
      Object.assign(Error, { stackTraceLimit, prepareStackTrace })
    }
  }

  #isOwn(site: NodeJS.CallSite): boolean {
    const name = site.getFileName()
    if (!name) return false
    let isOwn = this.#own.get(name)
    if (isOwn === undefined) {
      isOwn = fileIn(name, this.#root) !== undefined
      if (this.#own.size >= KEPT) this.#own.clear()
      this.#own.set(name, isOwn)
    }
    return isOwn
  }
}

function stackOf(): string {
  const holder: { stack?: string } = {}
  Error.captureStackTrace(holder, stackOf)
  return holder.stack ?? ''
}

/** A file of the application, from its root on; undefined for any other. */
function fileIn(place: string, root: string): string | undefined {
  const path = pathOf(place)
  if (!path) return undefined
  const file = relative(root, path)
  if (file.startsWith('..') || isAbsolute(file)) return undefined
  const parts = file.split(sep)
  return parts.includes('node_modules') ? undefined : parts.join('/')
}

function pathOf(place: string): string | undefined {
  const file = place.replace(/^async /, '').replace(/\?.*$/, '')
  if (file.startsWith('file:')) return fileURLToPath(file)
  return isAbsolute(file) ? file : undefined
}
