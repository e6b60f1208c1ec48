/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createReadStream } from 'node:fs'
import { AppState, rx } from 'reflex-adonis'
import { REPORT, TABLE } from '#services/files'

/** Files for the browser, and bodies that nobody gets. */
export default class FileState extends AppState {
  @rx.var() count = 0

  @rx.event() increment() {
    return ++this.count
  }

  @rx.event() text() {
    return rx.download({ filename: 'Übersicht 100%.csv', contentType: 'text/csv', data: TABLE })
  }

  @rx.event() bytes() {
    return rx.download({
      filename: 'all.bin',
      data: Uint8Array.from({ length: 1_024 }, (_, i) => i),
    })
  }

  @rx.event() empty() {
    return rx.download({ filename: 'empty.txt', data: '' })
  }

  @rx.event() markup() {
    return rx.download({ filename: 'bold.txt', data: '<b>bold</b>' })
  }

  /** More than a socket takes at once. */
  @rx.event() large() {
    return rx.download({ filename: 'large.bin', data: new Uint8Array(5_000_000) })
  }

  @rx.event() address() {
    return rx.download({ url: '/files/report.txt', filename: 'by address.txt' })
  }

  @rx.event() lead() {
    return rx.redirect('/files/attached')
  }

  /** A body, as a controller would send one. */
  @rx.event() stream(path: string) {
    this.response.stream(createReadStream(path))
    return ++this.count
  }

  @rx.event() async streamLater(path: string) {
    const body = createReadStream(path)
    this.response.stream(body)
    await new Promise<void>((resolve) => body.once('close', () => resolve()).resume())
    return ++this.count
  }

  @rx.event() streamWeb() {
    this.response.stream(new Blob([REPORT]).stream())
    return ++this.count
  }
}
