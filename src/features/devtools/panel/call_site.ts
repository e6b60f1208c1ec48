/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { isAbsolute, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Frames between a line of the application and the database. */
const DEPTH = 50

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
    const path = place && pathOf(place)
    if (!path) continue
    const file = relative(root, path)
    if (file.startsWith('..') || isAbsolute(file)) continue
    const parts = file.split(sep)
    if (!parts.includes('node_modules')) return `${parts.join('/')}:${line}`
  }
  return undefined
}

/** The line of the application that runs now, however much of others is between. */
export function currentLine(root: string): string | undefined {
  const { stackTraceLimit } = Error
  const holder: { stack?: string } = {}
  Error.stackTraceLimit = DEPTH
  try {
    Error.captureStackTrace(holder, currentLine)
    return lineIn(holder.stack ?? '', root)
  } finally {
    Error.stackTraceLimit = stackTraceLimit
  }
}

function pathOf(place: string): string | undefined {
  const file = place.replace(/^async /, '').replace(/\?.*$/, '')
  if (file.startsWith('file:')) return fileURLToPath(file)
  return isAbsolute(file) ? file : undefined
}
