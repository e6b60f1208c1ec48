/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Duplex } from 'node:stream'
import type { WebSocket } from 'ws'
import { textFrame } from './text_frame.ts'

/**
 * How many characters of frames wait for the end of a turn. More of them leave at once: a write that is longer than any
 * frame would not show a reader that is too slow.
 */
const TOGETHER = 16 * 1024

/** Writers with frames that leave at the end of this turn of the event loop. */
const due: FrameWriter[] = []

/** A frame has left in this turn of the event loop. */
let hasWritten = false

/** The first frame of a turn leaves at once: in a turn with one frame, it would wait for nothing. */
function writeSoon(writer: FrameWriter): void {
  if (hasWritten) {
    due.push(writer)
    return
  }
  hasWritten = true
  setImmediate(writeDue)
  writer.flush()
}

function writeDue(): void {
  hasWritten = false
  for (const writer of due.splice(0)) writer.flush()
}

/** What a writer has to know of its reader. */
export interface FrameWriterOptions {
  /** Bytes that may wait to be sent. */
  unsentBytes: number
  /** The browser has left more than that. */
  tooSlow: () => void
}

/**
 * Writes the frames of one socket. After the first of a turn of the event loop, short ones leave in one write: a write costs more
 * than all else that is done for a short frame, most of it for waking the reader.
 */
export class FrameWriter {
  readonly #socket: WebSocket
  /** What carries the bytes of the socket; undefined for one that no network has brought. */
  readonly #wire: Duplex | undefined
  readonly #options: FrameWriterOptions
  /** Frames that are due, in Latin 1. */
  #waiting = ''
  /** Bytes of the longest write since nothing has waited to be sent. */
  #longest = 0

  constructor(socket: WebSocket, wire: Duplex | undefined, options: FrameWriterOptions) {
    this.#socket = socket
    this.#wire = wire
    this.#options = options
  }

  send(text: string): void {
    if (!this.#isOpen) return
    const frame = this.#wire && textFrame(text)
    if (frame === undefined) {
      this.flush()
      this.#write(() => this.#socket.send(text))
      return
    }
    if (this.#waiting.length + frame.length > TOGETHER) this.flush()
    const isLong = frame.length > TOGETHER
    const isFirst = this.#waiting === ''
    this.#waiting += frame
    if (isLong) this.flush()
    else if (isFirst) writeSoon(this)
  }

  /** Writes what is due now. */
  flush(): void {
    const frames = this.#waiting
    this.#waiting = ''
    if (frames !== '') this.#write(() => this.#wire!.write(frames, 'latin1'))
  }

  get #isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN
  }

  #write(write: () => void): void {
    if (!this.#isOpen) return
    const waiting = this.#socket.bufferedAmount
    if (waiting === 0) this.#longest = 0
    write()
    // A long frame, such as one with a file, waits for a fast reader as well
    if (waiting <= this.#options.unsentBytes + this.#longest) {
      this.#longest = Math.max(this.#longest, this.#socket.bufferedAmount - waiting)
    } else {
      this.#options.tooSlow()
    }
  }
}
