/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Infer } from '@vinejs/vine/types'
import { AppState, rx } from 'reflex-adonis'
import { anyFileValidator, picturesValidator, pictureValidator } from '#validators/upload'

/** Its bucket, where the tests run one. */
const disk = process.env.BUCKET_URL ? 'bucket' : 'files'

/** Takes files that browsers send to a bucket themselves. */
export default class DirectState extends AppState {
  @rx.var() keys: string[] = []
  @rx.var() seen: (string | null)[] = []

  @rx.upload(pictureValidator, { disk, direct: true })
  async picture({ picture }: Infer<typeof pictureValidator>) {
    this.seen = [picture.clientName, picture.extname ?? null, String(picture.size)]
    this.keys = [await picture.keep('pictures')]
  }

  @rx.upload(picturesValidator, { disk, direct: true })
  async pictures({ pictures }: Infer<typeof picturesValidator>) {
    this.keys = await Promise.all(pictures.map((picture) => picture.keep('pictures')))
  }

  @rx.upload(anyFileValidator, { disk, direct: true })
  async any({ file }: Infer<typeof anyFileValidator>) {
    this.keys = [await file.keep('any')]
  }

  @rx.upload(anyFileValidator, { disk, direct: true })
  async elsewhere({ file }: Infer<typeof anyFileValidator>) {
    this.keys = [await file.keep('lab/kept', { disk: 'files' })]
  }

  @rx.upload(anyFileValidator, { disk, direct: true })
  look({ file }: Infer<typeof anyFileValidator>) {
    this.seen = [file.clientName, file.extname ?? null, String(file.size)]
  }

  @rx.upload(anyFileValidator, { disk, direct: true })
  async fail({ file }: Infer<typeof anyFileValidator>) {
    await file.keep('any')
    throw new Error('The handler fails')
  }

  @rx.upload(anyFileValidator, { disk, direct: true })
  async twice({ file }: Infer<typeof anyFileValidator>) {
    await file.keep('any')
    await file.keep('any')
  }

  @rx.upload(anyFileValidator, { disk, direct: true })
  async outside({ file }: Infer<typeof anyFileValidator>) {
    await file.keep('../any')
  }

  @rx.event() moveSession() {
    this.session.regenerate()
  }
}
