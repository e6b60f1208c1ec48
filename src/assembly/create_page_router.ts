/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PANEL_URL } from '../features/devtools/main.ts'
import { FormPost, FormRoutes, PageRouter, Shell } from '../mount/main.ts'
import { FormRunner } from '../tabs/main.ts'
import type { TabService } from '../tabs/main.ts'
import { hasDevtools } from './has_devtools.ts'
import type { Parts } from './parts.ts'

/**
 * Makes what mounts pages and answers requests for them.
 *
 * @param build - of the browser's files
 */
export function createPageRouter(parts: Parts, tabs: TabService, build: string): PageRouter {
  const { dependencies, features, pages, states, transactions, admission } = parts
  const { reporter, mistakes, renderer } = parts
  const { app, config, router, assets } = dependencies
  const development = !app.inProduction
  const shared = { tabs, admission, reporter }
  const shell = new Shell({
    ...shared,
    assets,
    renderer,
    view: config.view,
    build,
    socketUrl: config.url,
    devtools: hasDevtools(parts) ? PANEL_URL : undefined,
    development,
    caches: !app.inDev,
  })
  const runner = new FormRunner({ registry: states, transactions, announcer: parts.announcer })
  return new PageRouter({
    router,
    pages,
    states,
    shell,
    forms: new FormPost({ ...shared, runner, shell, development }),
    formRoutes: new FormRoutes(router),
    knowsAllRoutes: app.inDev,
    sharedKeys: Object.keys(config.shared),
    verify: (page) => features.verify(page),
    refuse: (error) => mistakes.note(error),
    toleratesMistakes: () => mistakes.areTolerated,
  })
}
