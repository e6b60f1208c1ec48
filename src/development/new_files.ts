/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ViteDevServer } from 'vite'
import { restartServer } from '../hot_hook/main.ts'
import { AppPaths } from '../pages/main.ts'

const SCRIPT = /\.[jt]sx?$/

/**
 * Starts the server again when the application gets another file: what is imported and not there
 * yet is part of no module that is watched.
 */
export function restartOnNewFiles(vite: ViteDevServer | undefined): void {
  if (!vite) return
  const paths = new AppPaths(vite.config.root)
  vite.watcher.on('add', (path) => {
    const file = paths.file(path)
    const isGenerated = paths.id(file).startsWith('.')
    if (SCRIPT.test(file) && paths.owns(file) && !isGenerated) restartServer(file)
  })
}
