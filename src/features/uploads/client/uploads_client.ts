/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { JsonValue } from '../../../protocol/main.ts'
import type {
  ClientFeature,
  ClientFeatureContext,
  ClientFeatureFactory,
  FileCall,
} from '../../../client/main.ts'
import type { Uploader } from './uploader.ts'

const load = () => import('./uploader.ts')

/** Has files sent. The code for it comes with the first one. */
export class UploadsClient implements ClientFeature {
  #context: ClientFeatureContext
  #uploader: Uploader | undefined

  constructor(context: ClientFeatureContext) {
    this.#context = context
  }

  async uploader(): Promise<Uploader> {
    const { Uploader } = await load()
    return (this.#uploader ??= new Uploader(this.#context))
  }

  async carry(call: FileCall): Promise<Record<string, string> | null | undefined> {
    const uploader = await this.uploader()
    return uploader.carry(call)
  }

  connected(): void {
    this.#uploader?.wake()
  }

  told(data: JsonValue): void {
    this.#uploader?.renewed(data as Record<string, string | null>)
  }
}

export const uploadsFeature: ClientFeatureFactory<UploadsClient> = {
  name: 'uploads',
  create: (context) => new UploadsClient(context),
  load,
}
