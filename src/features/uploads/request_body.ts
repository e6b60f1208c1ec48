/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import { E_UPLOAD_STALLED } from './exceptions.ts'
import type { OpenUpload } from './held_file.ts'
import type { Pace } from './pace.ts'

/** Bytes that are read while others are written. More waits in the socket: other tabs have their turn meanwhile. */
const AHEAD = 64 * 1024

export interface RequestBodyOptions {
  /** Where the bytes begin in the file. */
  start: number
  /** Where they have to end. */
  end: number
  /** Milliseconds without a byte after which they are not waited for any more. */
  stallAfter: number
  pace: Pace
  /** What more bytes are refused with. */
  tooLarge: () => Error
}

/**
 * Writes the bytes of a request to a file as they come, and reads on meanwhile. The request stays open where that fails, so
 * that it can be answered.
 */
export class RequestBody {
  #request: IncomingMessage
  #file: OpenUpload
  #options: RequestBodyOptions
  /** Where the next bytes are written. */
  #position: number
  #read: Buffer[] = []
  #size = 0
  /** Where the bytes that were read end in the file. */
  #end: number
  #writing: Promise<void> | undefined
  #failed: (error: unknown) => void = () => {}

  constructor(request: IncomingMessage, file: OpenUpload, options: RequestBodyOptions) {
    this.#request = request
    this.#file = file
    this.#options = options
    this.#position = this.#end = options.start
  }

  /**
   * @returns where the bytes end in the file
   * @throws E_UPLOAD_STALLED, E_UPLOAD_NO_SPACE, what `tooLarge` makes, and what Node says of a connection that has ended. Then no
   *   write is under way
   */
  async write(): Promise<number> {
    const { stallAfter } = this.#options
    const request = this.#request
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const fail = (error: unknown) => {
      request.pause()
      reject(error)
    }
    const timer = setTimeout(() => fail(new E_UPLOAD_STALLED([stallAfter])), stallAfter)
    const take = (bytes: Buffer) => {
      timer.refresh()
      this.#take(bytes)
    }
    const closed = () => reject(request.errored ?? cut())
    this.#failed = fail
    request.on('data', take).once('end', resolve).once('error', fail).once('close', closed)
    if (request.destroyed) closed()
    try {
      await promise
      while (this.#writing) await this.#writing
      return this.#position
    } finally {
      clearTimeout(timer)
      request.off('data', take).off('end', resolve).off('error', fail).off('close', closed)
      // What has come before a cut need not come again
      await this.#writing?.catch(() => {})
    }
  }

  #take(bytes: Buffer): void {
    this.#end += bytes.length
    if (this.#end > this.#options.end) return this.#failed(this.#options.tooLarge())
    this.#read.push(bytes)
    this.#size += bytes.length
    if (this.#size >= AHEAD) this.#request.pause()
    if (this.#writing) return
    this.#writing = this.#writeAll()
    this.#writing.catch((error) => this.#failed(error))
  }

  /** Writes what was read, and what is read meanwhile. */
  async #writeAll(): Promise<void> {
    try {
      while (this.#read.length > 0) {
        await this.#giveWay()
        const [chunks, size] = [this.#read, this.#size]
        this.#read = []
        this.#size = 0
        if (this.#request.isPaused()) this.#request.resume()
        await this.#file.write(chunks, this.#position)
        this.#position += size
      }
    } finally {
      this.#writing = undefined
    }
  }

  /** Reads nothing while others have their turn. */
  async #giveWay(): Promise<void> {
    const turn = this.#options.pace.giveWay()
    if (!turn) return
    this.#request.pause()
    await turn
  }
}

function cut(): Error {
  return Object.assign(new Error('The connection was cut'), { code: 'ECONNRESET' })
}
