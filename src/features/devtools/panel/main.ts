/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the server's side of the panel.
 */

export { Devtools, DEVTOOLS, PANEL_URL } from './panel.ts'
export type { DevtoolsConfig } from './panel.ts'
export { CallSites, lineIn } from './call_site.ts'
export type { PanelCommand } from './commands.ts'
export { planOf } from './plan.ts'
export { preview } from './preview.ts'
export { watchQueries } from './query_watch.ts'
export { Repeats, shapeOf } from './repeats.ts'
export { Ring } from './ring.ts'
export { Rings } from './rings.ts'
export { RolledBack } from './rolled_back.ts'
export type { ShownTest, ShownWork } from './shown.ts'
export { TabNotes } from './tab_notes.ts'
export { Watch } from './watch.ts'
export { Work } from './work.ts'
export type { RanQuery } from './work.ts'
