/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { execa, type Options, type ResultPromise } from 'execa'

/** The folder of the package. */
export const root = join(import.meta.dirname, '..', '..')

/** Argument of Node that lets it run the TypeScript of this repository, from any folder. */
export const TYPESCRIPT = `--import=${pathToFileURL(join(root, 'bin', 'typescript_loader.ts')).href}`

/** The folder of the demo application. */
export const demoRoot = join(root, 'demo')

/**
 * Runs a program of the development dependencies, with the Node that runs this script.
 *
 * @throws ExecaError when it exits with anything but 0
 */
export function exec(program: string, args: string[], options: Options = {}): ResultPromise {
  return execa(program, args, {
    cwd: root,
    preferLocal: true,
    localDir: root,
    stdio: 'inherit',
    ...options,
  })
}

/** Waits until a server answers, with whatever status. */
export async function reachable(url: string): Promise<void> {
  for (;;) {
    const response = await fetch(url, { redirect: 'manual' }).catch(() => undefined)
    if (response) return
    await setTimeout(50)
  }
}
