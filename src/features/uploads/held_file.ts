/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { open, rename, stat, unlink } from 'node:fs/promises'

/** What a file takes its bytes with. */
export interface OpenUpload {
  /**
   * Writes chunks, one after the other.
   *
   * @throws E_UPLOAD_NO_SPACE
   */
  write(chunks: readonly Buffer[], position: number): Promise<void>
  /** @returns bytes that have come */
  size(): Promise<number>
  close(): Promise<void>
}

/**
 * A file that nobody else has: it has a name that only its holder knows, until it is given back.
 */
export class HeldFile {
  /** Absolute path, while it is held. */
  readonly path: string
  #free: string
  #allow: (size: number) => Promise<void>

  /**
   * @param free - where it is when nobody holds it
   * @param allow - asked before bytes are written
   */
  constructor(path: string, free: string, allow: (size: number) => Promise<void>) {
    this.path = path
    this.#free = free
    this.#allow = allow
  }

  /** @returns bytes that have come */
  async size(): Promise<number> {
    const { size } = await stat(this.path)
    return size
  }

  async open(): Promise<OpenUpload> {
    const file = await open(this.path, 'r+')
    return {
      write: async (chunks, position) => {
        const size = chunks.reduce((sum, { length }) => sum + length, 0)
        await this.#allow(size)
        let { bytesWritten: written } = await file.writev(chunks, position)
        if (written === size) return
        // A disk that is nearly full takes less than it is given
        const bytes = Buffer.concat(chunks)
        while (written < size) {
          const { bytesWritten } = await file.write(
            bytes,
            written,
            size - written,
            position + written
          )
          written += bytesWritten
        }
      },
      size: async () => {
        const { size } = await file.stat()
        return size
      },
      close: () => file.close(),
    }
  }

  /** Gives it back. One that was removed meanwhile, or taken over, is somebody else's business. */
  async release(): Promise<void> {
    await rename(this.path, this.#free).catch(ignoreMissing)
  }

  async remove(): Promise<void> {
    await unlink(this.path).catch(ignoreMissing)
  }
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}
