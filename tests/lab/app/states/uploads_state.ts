/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'
import {
  anyFileValidator,
  failingFileValidator,
  picturesValidator,
  pictureValidator,
} from '#validators/upload'

/** What an event has seen of a file. */
export interface SeenFile {
  name: string
  size: number
  extname: string | undefined
  /** SHA-256 of the contents. */
  hash: string
}

/** Takes files in every way. */
export default class UploadsState extends AppState {
  @rx.var() seen: SeenFile[] = []
  @rx.var() title: string | null = null
  @rx.var() key = ''
  @rx.var() count = 0

  @rx.event() increment() {
    return ++this.count
  }

  @rx.upload(pictureValidator) async picture({ picture, title }: Infer<typeof pictureValidator>) {
    this.title = title ?? null
    this.seen = [await see(picture)]
  }

  @rx.upload(picturesValidator) async pictures({ pictures }: Infer<typeof picturesValidator>) {
    this.seen = await Promise.all(pictures.map(see))
  }

  @rx.upload(anyFileValidator) async any({ file }: Infer<typeof anyFileValidator>) {
    this.seen = [await see(file)]
    return this.seen[0].hash
  }

  @rx.upload(anyFileValidator) async keep({ file }: Infer<typeof anyFileValidator>) {
    this.key = await file.keep('lab/kept')
  }

  @rx.upload(anyFileValidator) async fail({ file }: Infer<typeof anyFileValidator>) {
    this.key = await file.keep('lab/kept')
    throw new Error('The handler fails')
  }

  /** What becomes of a file whose event fails once its handler is through, or in its middle. */
  @rx.upload(failingFileValidator)
  async *failing({ file, how }: Infer<typeof failingFileValidator>) {
    this.key = await file.keep('lab/kept')
    if (how === 'step') yield
    if (how === 'vars') Object.assign(this, { title: () => 'no JSON' })
    if (how === 'session') {
      this.ctx.session.commit = () => Promise.reject(new Error('The session cannot be stored'))
    }
    if (how === 'step') throw new Error('The handler fails')
  }

  /** The browser session gets another id, as after a login. */
  @rx.event() moveSession() {
    this.session.regenerate()
  }

  @rx.guard({ user: true })
  @rx.upload(anyFileValidator)
  async guarded({ file }: Infer<typeof anyFileValidator>) {
    this.seen = [await see(file)]
  }
}

async function see(file: Infer<typeof anyFileValidator>['file']): Promise<SeenFile> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file.tmpPath!)) hash.update(chunk as Buffer)
  const { clientName: name, size, extname } = file
  return { name, size, extname, hash: hash.digest('hex') }
}
