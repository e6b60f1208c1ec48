/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Release, SOURCES } from './release.ts'
import type { Changes } from './release.ts'

/** The application as it stands there. */
export const BASE: Changes = {}

/** The var `items` and the event `add` have other names, on the page too. */
export const RENAMED: Changes = {
  'app/states/list_state.ts': (source) =>
    source.replaceAll('items', 'entries').replace('add(', 'append('),
  'resources/pages/list.tsx': (source) =>
    source
      .replaceAll('list.items', 'list.entries')
      .replace('list.add', 'list.append')
      .replace('Release 1', 'Release 2'),
}

/** A var, an event and a button more. */
export const ADDED: Changes = {
  'app/states/list_state.ts': (source) =>
    source.replace('@rx.var() steps', "@rx.var() color = 'red'\n  @rx.var() steps"),
  'resources/pages/list.tsx': (source) =>
    source.replace('Release 1', 'Release 2').replace('</h1>', '</h1><p>{list.color.length}</p>'),
}

/** A page is gone, and the file of another one has another name. */
export const MOVED: Changes = {
  'resources/pages/away.tsx': null,
  'resources/pages/still.tsx': null,
  'resources/pages/calm.tsx': readFileSync(
    join(SOURCES, 'resources/pages/still.tsx'),
    'utf8'
  ).replace('<main>', '<main><h1>Release 2</h1>'),
}

const builds = new Map<Changes, Promise<Release>>()

/** One build for all tests of a process. */
export function built(changes: Changes): Promise<Release> {
  let release = builds.get(changes)
  if (!release) builds.set(changes, (release = Release.build(changes)))
  return release
}

/** Removes all builds. */
export async function removeBuilds(): Promise<void> {
  const made = [...builds.values()]
  builds.clear()
  for (const release of made) await (await release).remove()
}
