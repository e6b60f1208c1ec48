/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ViteDevServer } from 'vite'
import type { Parts, Sources } from '../assembly/main.ts'
import type { Tabs } from '../operations/main.ts'
import { LiveStates } from './live_states.ts'
import { LiveTabs } from './live_tabs.ts'
import { explainMissing } from './missing_pages.ts'
import { restartOnNewFiles } from './new_files.ts'
import { Reasons } from './reasons.ts'

/**
 * Lets the server run without the pages and states that have mistakes, and explain why a page is missing.
 *
 * @param isMountAsked - whether the application has asked for its pages
 */
export function explainMistakes(parts: Parts, isMountAsked: () => boolean): void {
  const { mistakes, pages, states, dependencies } = parts
  const { app, server, config } = dependencies
  mistakes.tolerate()
  const application = { appRoot: app.appRoot, discovery: config.discovery, pages, states }
  const reasons = new Reasons({ ...application, mistakes: () => mistakes.all, isMountAsked })
  explainMissing(server, reasons)
}

export interface FollowedFiles {
  parts: Parts
  sources: Sources
  tabs: Tabs
  /** Checks the mounted pages. It throws what is wrong. */
  verify: () => void
  /** Finds Vite's development server. */
  vite: () => ViteDevServer | undefined
}

/** Takes up state classes as they are saved. */
export async function followFiles(files: FollowedFiles): Promise<void> {
  const { parts, sources, tabs, verify, vite } = files
  const { registry, keeper } = tabs.local
  if (parts.mistakes.all.length > 0) restartOnNewFiles(vite())
  await LiveStates.watch({
    files: sources.states,
    states: parts.states,
    tabs: new LiveTabs(registry, keeper, parts.rooms),
    verify,
    logger: parts.dependencies.logger,
    vite,
  })
}
