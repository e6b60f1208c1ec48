/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JournalFile } from '../features/devtools/main.ts'

/** What a file of a test has in it, by its extension, in base64: the smallest that its programs open. */
const SAMPLES: Record<string, string> = {
  png: 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  gif: 'R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7',
}

/** The same for files that are texts. */
const TEXTS: Record<string, string> = {
  pdf: '%PDF-1.7\n%%EOF\n',
  json: '{}',
  csv: 'name,value\nfirst,1\n',
  txt: 'A text of a recorded test',
  md: '# A text of a recorded test',
}

/** How a test writes the contents of a file. */
export interface FileSample {
  /** Source of an expression. */
  code: string
  /** It has the kind of contents that its name promises. */
  isTrue: boolean
}

/**
 * The contents that a test gives to a file: those of the recording are nobody's business. A file is made up whose kind
 * is that of its name.
 */
export function sampleOf({ $file: name }: JournalFile): FileSample {
  const extension = (name.split('.').at(-1) ?? '').toLowerCase()
  const bytes = SAMPLES[extension]
  if (bytes !== undefined) {
    return { code: `Buffer.from(${JSON.stringify(bytes)}, 'base64')`, isTrue: true }
  }
  const text = TEXTS[extension]
  return { code: JSON.stringify(text ?? TEXTS.txt), isTrue: text !== undefined }
}
