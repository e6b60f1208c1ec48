/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PageRenderer } from '../ssr/main.ts'
import type { ReflexDependencies } from './dependencies.ts'

/** Undefined where pages are drawn by browsers only. */
export function createRenderer(dependencies: ReflexDependencies): PageRenderer | undefined {
  const { app, config, serverPages, logger } = dependencies
  const entry = config.discovery.entry ?? 'resources/app.tsx'
  if (!config.ssr || !serverPages.has(entry)) return undefined
  return new PageRenderer({
    appRoot: app.makePath(),
    load: () => serverPages.load(entry),
    cacheSize: config.pageCache,
    logger,
  })
}
