/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Names the folder into which processes write what they have counted. */
export const COVERAGE_FOLDER = 'REFLEX_COVERAGE'

/**
 * What the environment of a Node process has, so that it and those that it starts count what runs.
 *
 * @param folder - gets a file of each process that ends by itself
 */
export function counting(folder: string): Record<string, string> {
  const counter = pathToFileURL(join(import.meta.dirname, 'counter.ts')).href
  const options = [process.env.NODE_OPTIONS, `--import=${counter}`]
  return { NODE_OPTIONS: options.filter(Boolean).join(' '), [COVERAGE_FOLDER]: folder }
}
