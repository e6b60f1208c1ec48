/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { peekDownload } from '../features/downloads/main.ts'
import type { Action } from '../protocol/main.ts'

type DownloadAction = Extract<Action, { type: 'download' }>

/** A file that a browser saves. */
export interface DownloadedFile {
  filename: string
  /** Its text; undefined where it is at an address of the application's own. */
  content?: string
  url?: string
}

/**
 * The files that a page of a test is told to save. What is at an address of `rx.download()` is read there.
 */
export class DownloadedFiles {
  #contents = new WeakMap<Action, string>()

  /** Reads what was not read before. The addresses stay good. */
  async read(actions: readonly Action[]): Promise<void> {
    for (const action of actions) {
      if (action.type !== 'download' || !('url' in action) || this.#contents.has(action)) continue
      // It may be too old by now, or its tab is gone
      const bytes = await peekDownload(action.url).catch(() => undefined)
      if (bytes) this.#contents.set(action, bytes.toString())
    }
  }

  of(actions: readonly Action[]): DownloadedFile[] {
    return actions.filter((action) => action.type === 'download').map((each) => this.#file(each))
  }

  #file(action: DownloadAction): DownloadedFile {
    if ('url' in action) {
      const { url, filename = url.split(/[?#]/)[0].split('/').at(-1)! } = action
      const content = this.#contents.get(action)
      return content === undefined ? { filename, url } : { filename, content }
    }
    const { filename, data, base64 } = action
    return { filename, content: base64 ? Buffer.from(data, 'base64').toString() : data }
  }
}
