/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { extname, join, relative, sep } from 'node:path'
import { DevServer } from '@adonisjs/assembler'
import type { CommonHooks } from '@adonisjs/assembler/types'
import { watch } from 'chokidar'
import { demoRoot, root } from '../support/processes.ts'

/** Where the package has its sources. */
const SOURCES = ['src', 'providers', 'services', 'commands', 'stubs', 'index.ts', 'configure.ts']

const OF_BROWSERS = /^src\/(client|react|features\/([^/]+\/)?(client|react))\//

const ENDINGS = new Set(['.ts', '.tsx', '.stub'])

/** Whether no server loads a file of the package: Vite gives it to browsers, and looks after it. */
export function isOfBrowsers(file: string): boolean {
  return OF_BROWSERS.test(file.replaceAll(sep, '/'))
}

/** Milliseconds within which saved files are one change. */
const SETTLE_MS = 50

type InitHook = Extract<CommonHooks['init'][number], { run: unknown }>['run']

/**
 * Has the development server run the demo on the sources of the package, and start it again when a
 * file of them is saved that the server has loaded. hot-hook could not replace any: the provider
 * loads them all.
 */
const watchSources: InitHook = (parent, hooks) => {
  if (!(parent instanceof DevServer)) return
  parent.scriptFile = relative(demoRoot, join(root, 'bin', 'server.ts'))
  if (parent.mode === 'static') return

  let timer: NodeJS.Timeout | undefined
  const restart = (file: string) => {
    const path = join(root, file)
    const info = { source: 'watcher', hotReloaded: false, fullReload: true } as const
    return hooks.runner('fileChanged').run(relative(demoRoot, path), path, info, parent)
  }
  const onSaved = (file: string) => {
    if (!ENDINGS.has(extname(file))) return
    if (isOfBrowsers(file)) return
    clearTimeout(timer)
    timer = setTimeout(() => restart(file), SETTLE_MS)
  }
  watch(SOURCES, { cwd: root, ignoreInitial: true }).on('all', (_, file) => onSaved(file))
}

export default watchSources
