/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppPaths } from '../pages/main.ts'
import { ModuleCache } from './module_cache.ts'
import { ModuleResolver } from './module_resolver.ts'

/**
 * Files of the application that a source file imports itself, types aside.
 *
 * @param root - of the application
 * @param file - absolute path
 * @returns absolute paths
 * @throws E_SOURCE_SYNTAX
 */
export function importedFiles(root: URL, file: string): string[] {
  const paths = new AppPaths(root)
  const resolver = new ModuleResolver(paths)
  const { imports } = new ModuleCache(paths).get(paths.file(file))
  return imports.flatMap(({ specifier }) => {
    const resolution = resolver.resolve(specifier, paths.file(file))
    return resolution.kind === 'file' && paths.owns(resolution.file) ? [resolution.file] : []
  })
}
