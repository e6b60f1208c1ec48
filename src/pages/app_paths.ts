/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { realpathSync } from 'node:fs'
import { isAbsolute, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/**
 * Names files of the application. Inside this package a file is its absolute path with forward
 * slashes, as Vite has it; an id is the path from the application root.
 */
export class AppPaths {
  readonly root: string

  /**
   * @param root - application root, as a path or a file URL
   */
  constructor(root: string | URL) {
    const path = resolve(
      root instanceof URL || root.startsWith('file:') ? fileURLToPath(root) : root
    )
    // Vite follows symbolic links in module ids, so the root has to be free of them as well.
    this.root = toUnix(realpathSync(path))
  }

  /** Absolute path of a file that is given by its id or an absolute path. */
  file(path: string): string {
    return toUnix(resolve(this.root, path))
  }

  /** Path from the application root. Starts with `../` for a file outside of it. */
  id(file: string): string {
    return toUnix(relative(this.root, file))
  }

  /** Whether the file is the application's own code, not that of a package. */
  owns(file: string): boolean {
    const id = this.id(file)
    return (
      !id.startsWith('../') &&
      !isAbsolute(id) &&
      !id.startsWith('node_modules/') &&
      !id.includes('/node_modules/')
    )
  }
}

/** A path as Vite has it on all systems. */
export function toUnix(path: string): string {
  return path.replaceAll('\\', '/')
}
