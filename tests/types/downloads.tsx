/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * What TypeScript accepts and rejects of files that events send. Nothing here runs.
 */

import { Readable } from 'node:stream'
import { State, rx } from '../../index.ts'
import { useReflex } from '../../src/react/main.ts'

async function* lines() {
  yield 'a line'
  yield new Uint8Array(2)
}

class ReportState extends State {
  @rx.event() node() {
    return rx.download({ stream: Readable.from(['a']), filename: 'a.txt' })
  }

  @rx.event() web() {
    return rx.download({ stream: new ReadableStream<Uint8Array>(), filename: 'a.txt' })
  }

  @rx.event() async *generated() {
    yield rx.download({ stream: lines(), filename: 'a.txt', contentType: 'text/plain' })
    return [rx.toast.info('There it is'), await rx.download({ key: 'a.txt', disk: 's3' })]
  }

  @rx.event() contents() {
    // What travels with the answer needs no promise
    return [rx.toast.info('Here'), rx.download({ data: 'a', filename: 'a.txt' })]
  }

  @rx.event() wrong() {
    // @ts-expect-error a stream has no name of its own
    void rx.download({ stream: lines() })
    // @ts-expect-error a text is no stream
    void rx.download({ stream: 'a text', filename: 'a.txt' })
    // @ts-expect-error there is no such source
    void rx.download({ path: 'a.txt' })
    // @ts-expect-error a key is a text
    void rx.download({ key: 1 })
  }
}

function useReports() {
  const reports = useReflex(ReportState)
  // What a page gets of it is nothing
  const nothing: Promise<void> = reports.node()
  // @ts-expect-error nor the action
  const action: Promise<{ action: object }> = reports.node()
  return [nothing, action]
}

void useReports
