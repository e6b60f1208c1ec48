/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { IncomingMessage } from 'node:http'
import {
  E_UPLOAD_CLAIM,
  E_UPLOAD_LIMIT,
  E_UPLOAD_OFFSET,
  E_UPLOAD_TOO_LARGE,
} from './exceptions.ts'
import type { OpenUpload } from './held_file.ts'
import { Pace } from './pace.ts'
import { RequestBody } from './request_body.ts'
import type { UploadClaim } from './upload_claims.ts'
import type { UploadFolder } from './upload_folder.ts'

export interface UploadReceiverOptions {
  folder: UploadFolder
  /** Requests of one browser session that may bring bytes at once. */
  atOnce: number
  /** Milliseconds without a byte after which a request is ended. */
  stallAfter: number
  /** How many events have run in the process so far: bytes give way to them. */
  served: () => number
}

/** How far a file has come. */
export interface UploadProgress {
  /** Bytes that are on disk: where the next request goes on. */
  offset: number
  /** All of them. */
  done: boolean
}

/** A request that brings bytes. */
interface Running {
  request: IncomingMessage
  over: Promise<unknown>
}

/**
 * Writes the bytes of requests to disk as they come. None of them is kept in memory for longer than it takes to
 * write it, and what does not belong to a claim is not written.
 */
export class UploadReceiver {
  #options: UploadReceiverOptions
  #running = new Map<string, Running>()
  /** Requests under way, by who has sent them. */
  #perOwner = new Map<string, number>()

  constructor(options: UploadReceiverOptions) {
    this.#options = options
  }

  /**
   * @throws E_UPLOAD_CLAIM
   */
  async progress({ id, size }: UploadClaim): Promise<UploadProgress> {
    const offset = await this.#options.folder.sizeOf(id)
    return { offset, done: offset === size }
  }

  /**
   * Takes what a request brings.
   *
   * @param start - where its bytes begin, as its header says
   * @returns undefined when the browser has gone away meanwhile
   * @throws E_UPLOAD_LIMIT, E_UPLOAD_CLAIM, E_UPLOAD_OFFSET, E_UPLOAD_BUSY, E_UPLOAD_TOO_LARGE, E_UPLOAD_STALLED,
   *   E_UPLOAD_NO_SPACE
   */
  async receive(
    request: IncomingMessage,
    claim: UploadClaim,
    start: string
  ): Promise<UploadProgress | undefined> {
    const leave = this.#enter(claim)
    try {
      return await this.#receive(request, claim, start)
    } finally {
      leave()
    }
  }

  /** Ends what brings bytes to a file. */
  async abort(id: string): Promise<void> {
    const running = this.#running.get(id)
    running?.request.destroy()
    await running?.over
  }

  /** Ends all requests. Browsers go on with another process. */
  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((id) => this.abort(id)))
  }

  async #receive(
    request: IncomingMessage,
    claim: UploadClaim,
    start: string
  ): Promise<UploadProgress | undefined> {
    const { id } = claim
    // A browser that begins anew has given the old request up, which the server may not have heard of
    while (this.#running.has(id)) await this.abort(id)
    const work = this.#write(request, claim, start)
    const running = { request, over: work.catch(() => {}) }
    this.#running.set(id, running)
    try {
      return await work
    } finally {
      this.#running.delete(id)
    }
  }

  async #write(
    request: IncomingMessage,
    claim: UploadClaim,
    start: string
  ): Promise<UploadProgress | undefined> {
    const { folder } = this.#options
    const { id, size } = claim
    const held = await folder.hold(id)
    try {
      const file = await held.open()
      const end = await this.#append(request, file, claim, start).finally(() => file.close())
      return { offset: end, done: end === size }
    } catch (error) {
      const explained = folder.explain(error)
      const { code } = (explained ?? {}) as { code?: string }
      if (code === 'E_UPLOAD_TOO_LARGE' || code === 'E_UPLOAD_NO_SPACE') await held.remove()
      if (isGone(request, code)) return undefined
      throw explained
    } finally {
      await held.release()
    }
  }

  /**
   * @returns where the file ends then
   */
  async #append(
    request: IncomingMessage,
    file: OpenUpload,
    claim: UploadClaim,
    start: string
  ): Promise<number> {
    const { size, chunk } = claim
    const offset = await file.size()
    if (offset === size) throw new E_UPLOAD_CLAIM(['it was used before'])
    if (start !== String(offset)) throw new E_UPLOAD_OFFSET([start.slice(0, 20), offset])
    const tooMany = () => tooLarge(claim, offset)
    const most = Math.min(size - offset, chunk)
    const { stallAfter, served } = this.#options
    if (Number(request.headers['content-length'] ?? 0) > most) throw tooMany()
    return new RequestBody(request, file, {
      start: offset,
      end: offset + most,
      stallAfter,
      pace: new Pace(served),
      tooLarge: tooMany,
    }).write()
  }

  /**
   * @returns to be called when the request is over
   * @throws E_UPLOAD_LIMIT
   */
  #enter({ session, tab }: UploadClaim): () => void {
    const owner = session || tab
    const { atOnce } = this.#options
    const count = (this.#perOwner.get(owner) ?? 0) + 1
    if (count > atOnce) throw new E_UPLOAD_LIMIT([`${atOnce} requests at once`, 'atOnce'])
    this.#perOwner.set(owner, count)
    return () => {
      const others = this.#perOwner.get(owner)! - 1
      if (others > 0) this.#perOwner.set(owner, others)
      else this.#perOwner.delete(owner)
    }
  }
}

function tooLarge({ size, chunk }: UploadClaim, offset: number): Error {
  const left = size - offset
  const limit = chunk < left ? `${chunk} bytes in one request` : `${size} bytes`
  return new E_UPLOAD_TOO_LARGE([limit])
}

/** What reading says of a connection that has ended. */
const ENDED = new Set(['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'])

/** Whether the browser has ended the connection, so nobody waits for an answer. */
function isGone({ destroyed, complete }: IncomingMessage, code: string | undefined): boolean {
  return destroyed && !complete && code !== undefined && ENDED.has(code)
}
