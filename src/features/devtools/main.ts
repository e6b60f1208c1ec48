/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

export type {
  DocumentEntry,
  EventEntry,
  JournalEnd,
  JournalEntry,
  JournalFile,
  NavigationEntry,
  NewEntry,
  NewsEntry,
  UserMark,
  VarsByState,
} from './entries.ts'
export { Journal } from './journal.ts'
export type { JournalFailed, JournalLimits, JournalSink } from './journal.ts'
export { Devtools, DEVTOOLS, PANEL_URL } from './panel/main.ts'
export type { DevtoolsConfig, PanelCommand, ShownTest } from './panel/main.ts'
export { RECORDING_VARIABLE, recordTo } from './recording_file.ts'
export { isSecretName, Redaction, SECRET_MARK } from './redaction.ts'
export { TabJournal } from './tab_journal.ts'
export type { Introduction } from './tab_journal.ts'
