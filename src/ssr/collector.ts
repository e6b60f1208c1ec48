/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Writable } from 'node:stream'

/**
 * Takes what React writes. It is collected until somebody else takes over the stream.
 */
export class Collector extends Writable {
  #chunks: Uint8Array[] = []
  #target: Writable | undefined

  /** What has come so far, which is given away by that. */
  take(): Buffer {
    return Buffer.concat(this.#chunks.splice(0))
  }

  /** Sends on what comes from now on. */
  forward(target: Writable): void {
    this.#target = target
  }

  override _write(chunk: Uint8Array, _: BufferEncoding, done: (error?: Error | null) => void) {
    if (this.#target) {
      this.#target.write(chunk, done)
    } else {
      // React gives a chunk away and begins another
      this.#chunks.push(chunk)
      done()
    }
  }

  override _final(done: () => void) {
    if (this.#target) this.#target.end(done)
    else done()
  }
}
