/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

// Each process that counts loads this file, so it imports nothing but what Node has
const root = join(import.meta.dirname, '..', '..', '..')

const OWN = /^((src|commands|providers|services|build)\/|(configure|index)\.ts$)/

/** The package as an application has installed it: the build of this very run. */
const INSTALLED = /\/node_modules\/reflex-adonis\/(build\/.*)$/

/**
 * The address of a script as it is in the folder of the package; undefined for any other script.
 *
 * @param url - as V8 has it, with the version of hot-hook
 */
export function ownFile(url: string): string | undefined {
  if (!url.startsWith('file:')) return undefined
  const path = fileURLToPath(url.replace(/[?#].*$/, ''))
  const installed = INSTALLED.exec(path.replaceAll(sep, '/'))
  const file = installed ? installed[1] : relative(root, path).replaceAll(sep, '/')
  return OWN.test(file) ? pathToFileURL(join(root, file)).href : undefined
}
