/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The texts of an `ImportDialog`. */
export interface ImportLabels {
  /** On the button that opens it. */
  open: string
  title: string
  /** What files are like. */
  hint: string
  choose: string
  paste: string
  pasted: string
  send: string
  receiving: string
  checking: (checked: number, rows: number) => string
  writing: (written: number, rows: number) => string
  /** What was found out. */
  checked: (valid: number, rows: number) => string
  columns: string
  column: (header: string) => string
  ignored: string
  problems: (count: number) => string
  more: (count: number) => string
  line: (line: number) => string
  whole: string
  import: (rows: number) => string
  cancel: string
  close: string
  done: (written: number) => string
  stopped: (written: number) => string
  encoding: string
  empty: string
}

const rows = (count: number) => `${count} ${count === 1 ? 'row' : 'rows'}`

/** What it says where nobody says otherwise. */
export const ENGLISH_IMPORT: ImportLabels = {
  open: 'Import',
  title: 'Import rows',
  hint: 'CSV in UTF-8. The first line names the columns. Nothing is saved before you have seen it.',
  choose: 'Choose a file',
  paste: 'Paste text instead',
  pasted: 'Text',
  send: 'Check text',
  receiving: 'Reading the file…',
  checking: (checked, all) => `Checking ${checked} of ${rows(all)}…`,
  writing: (written, all) =>
    written === 0 ? `Importing ${rows(all)}…` : `${written} of ${rows(all)} imported`,
  checked: (valid, all) =>
    valid === all
      ? `${all === 1 ? '' : 'All '}${rows(all)} can be imported.`
      : `${valid} of ${rows(all)} can be imported.`,
  columns: 'Columns of the file, and the fields that they fill',
  column: (header) => `Field of the column ${header}`,
  ignored: 'Ignored',
  problems: (count) => `${rows(count)} cannot be imported as ${count === 1 ? 'it is' : 'they are'}`,
  more: (count) => `and more in ${rows(count)} altogether`,
  line: (line) => `Line ${line}`,
  whole: 'All or nothing: if one row fails, none is saved',
  import: (count) => `Import ${rows(count)}`,
  cancel: 'Cancel',
  close: 'Close',
  done: (written) => `${rows(written)} imported.`,
  stopped: (written) =>
    written === 1
      ? 'Stopped. 1 row was imported before, and is kept.'
      : `Stopped. ${rows(written)} were imported before, and are kept.`,
  encoding: 'The file is not UTF-8. Save it as “CSV UTF-8”.',
  empty: 'The file is empty.',
}
