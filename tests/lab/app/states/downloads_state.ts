/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createReadStream } from 'node:fs'
import { PassThrough, Readable } from 'node:stream'
import { ReadableStream } from 'node:stream/web'
import { setTimeout } from 'node:timers/promises'
import drive from '@adonisjs/drive/services/main'
import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'
import { findUser } from '#services/users'
import { sizeValidator } from '#validators/download'

/** How often streams that bring nothing were closed. */
export const closings = { count: 0 }

const silent = {
  node: () => new PassThrough().once('close', () => closings.count++),
  web: () => new ReadableStream<string>({ cancel: () => void closings.count++ }),
  generator: () => endless(),
  late: () => endless('a little'),
}

/** Waits for what never comes, perhaps after its first words. */
async function* endless(...first: string[]): AsyncGenerator<string> {
  yield* first
  await new Promise(() => {})
}

/** Sends files in every way. */
export default class DownloadsState extends AppState {
  @rx.var() count = 0

  @rx.event() increment() {
    return ++this.count
  }

  @rx.event() text(size: number, filename = 'numbers.txt') {
    return rx.download({
      stream: Readable.from(numbers(size)),
      filename,
      contentType: 'text/plain',
    })
  }

  @rx.event(sizeValidator) form({ size }: Infer<typeof sizeValidator>) {
    return rx.download({ stream: numbers(size), filename: 'form.txt' })
  }

  @rx.event() async several() {
    const first = await rx.download({ stream: numbers(10), filename: 'a.txt' })
    return [first, await rx.download({ stream: numbers(20), filename: 'b.txt' })]
  }

  @rx.event() fails() {
    return rx.download({ stream: broken(), filename: 'x.txt' })
  }

  @rx.event() wrong(what: 'objects' | 'text' | 'array') {
    const streams = { objects: Readable.from([{}]), text: 'text', array: ['text'] }
    return rx.download({ stream: streams[what] as Readable, filename: 'x.txt' })
  }

  @rx.event() async stored(key: string, disk?: string) {
    if (key === 'lab/report.pdf') await drive.use(disk).put(key, 'A report')
    return rx.download({ key, disk })
  }

  /** The browser session gets another id before the file is offered. */
  @rx.event() async enter() {
    await this.auth.use('web').login(findUser(1)!)
    return rx.download({ stream: numbers(10), filename: 'mine.txt' })
  }

  @rx.event(sizeValidator) async enterByForm({ size }: Infer<typeof sizeValidator>) {
    await this.auth.use('web').login(findUser(1)!)
    return rx.download({ stream: numbers(size), filename: 'form.txt' })
  }

  @rx.event() async leave() {
    await this.auth.use('web').logout()
    this.session.regenerate()
    return rx.download({ stream: numbers(10), filename: 'last.txt' })
  }

  @rx.event() async offerAndFail() {
    await rx.download({ stream: numbers(10), filename: 'x.txt' })
    throw new Error('Afterwards')
  }

  @rx.event({ background: true }) async slowly() {
    return rx.download({ stream: rows(), filename: 'rows.csv', contentType: 'text/csv' })
  }

  /** Reads what does not come. */
  @rx.event({ background: true }) async wait(kind: keyof typeof silent) {
    return rx.download({ stream: silent[kind](), filename: 'x.txt' })
  }

  @rx.event() missing() {
    return rx.download({ stream: createReadStream('/nowhere/at/all'), filename: 'x.txt' })
  }

  @rx.event() misnamed() {
    return rx.download({ stream: silent.node(), filename: 'x.txt', contentType: 'no type' })
  }

  @rx.event() stop() {
    this.$cancel('wait')
  }

  @rx.guard({ user: true })
  @rx.event()
  guarded() {
    return rx.download({ stream: numbers(10), filename: 'mine.txt' })
  }
}

/** Bytes that are told apart by where they are. */
async function* numbers(size: number): AsyncGenerator<string> {
  for (let at = 0; at < size; at += 1_000) {
    yield String(at).padStart(Math.min(1_000, size - at), '.')
  }
}

async function* rows(): AsyncGenerator<string> {
  for (let row = 0; row < 3; row++) {
    await setTimeout(1)
    yield `${row}\n`
  }
}

async function* broken(): AsyncGenerator<string> {
  yield 'half'
  throw new Error('The source fails')
}
