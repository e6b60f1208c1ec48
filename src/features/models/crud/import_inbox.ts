/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { E_IMPORT_BUSY, E_IMPORT_ENCODING, E_IMPORT_OVER, E_IMPORT_SIZE } from './exceptions.ts'

/** Bytes of files that a process holds at once. */
const MOST_HELD = 64 * 1_024 * 1_024

/** Imports of one visitor in a process at once. */
const MOST_OF_VISITOR = 4

/** Milliseconds in which a file has to come, however small it is. */
const PATIENCE = 60_000

/** Bytes that have to come in a second, on average. */
const SLOWEST = 4_096

/** What somebody wants of a file that was checked. */
export type ImportCommand =
  { do: 'map'; column: number; field: string | null } | { do: 'write'; mode: ImportMode }

/** Which rows are written: all of them or none, or those that are valid. */
export type ImportMode = 'all' | 'valid'

const inboxes = new Map<string, ImportInbox>()
const visitors = new Map<string, number>()
let held = 0

/**
 * What comes of one import, in the process that runs it: the text of a file in slices, and what is to become of it. Memory is
 * counted when the import begins, and given back when it ends, for whatever reason.
 */
export class ImportInbox {
  readonly id = randomUUID()
  readonly size: number
  readonly #visitor: string
  readonly #opened = performance.now()
  #slices: string[] = []
  #received = 0
  #isOver = false
  #isComplete = false
  #command: ImportCommand | undefined
  #wake: (() => void) | undefined

  private constructor(size: number, visitor: string) {
    this.size = size
    this.#visitor = visitor
  }

  /**
   * @param size - bytes of the file
   * @param most - bytes that it may have
   * @param visitor - whose file it is
   * @throws E_IMPORT_SIZE, E_IMPORT_BUSY
   */
  static open(size: unknown, most: number, visitor: string): ImportInbox {
    if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 1 || size > most) {
      throw new E_IMPORT_SIZE([most])
    }
    const own = visitors.get(visitor) ?? 0
    if (own >= MOST_OF_VISITOR || held + size > MOST_HELD) throw new E_IMPORT_BUSY()
    held += size
    visitors.set(visitor, own + 1)
    const inbox = new ImportInbox(size, visitor)
    inboxes.set(inbox.id, inbox)
    return inbox
  }

  /**
   * That of an import which goes on in this process.
   *
   * @throws E_IMPORT_OVER
   */
  static of(id: string | undefined): ImportInbox {
    const inbox = id === undefined ? undefined : inboxes.get(id)
    if (!inbox) throw new E_IMPORT_OVER()
    return inbox
  }

  static isOpen(id: string | undefined): boolean {
    return id !== undefined && inboxes.has(id)
  }

  /** Bytes that have come. */
  get received(): number {
    return this.#received
  }

  /**
   * Takes the next slice of the file.
   *
   * @throws E_IMPORT_ENCODING, E_IMPORT_SIZE
   */
  receive(text: unknown): void {
    if (this.#isComplete) throw new E_IMPORT_OVER()
    // What was no UTF-8 has become this character, and no text has a NUL
    if (typeof text !== 'string' || !text.isWellFormed() || /[\0\uFFFD]/.test(text)) {
      throw new E_IMPORT_ENCODING()
    }
    const bytes = this.#received + Buffer.byteLength(text)
    if (bytes > this.size) throw new E_IMPORT_SIZE([this.size])
    if (text === '') return
    this.#slices.push(text)
    this.#received = bytes
    this.#isComplete = bytes === this.size
    this.#wake?.()
  }

  /** Says what is to become of the file. The last word counts. */
  tell(command: ImportCommand): void {
    this.#command = command
    this.#wake?.()
  }

  /**
   * The text, once all of it has come. It has a minute, and a second for each 4 KB: whatever comes meanwhile.
   *
   * @throws E_IMPORT_OVER, and the reason of the signal
   */
  async text(signal: AbortSignal, patience = PATIENCE): Promise<string> {
    const end = this.#opened + patience + (this.size / SLOWEST) * 1_000
    while (!this.#isComplete) await this.#news(signal, end - performance.now())
    const text = this.#slices.join('')
    this.#slices = []
    return text
  }

  /**
   * What is to become of the file.
   *
   * @param patience - milliseconds
   * @throws E_IMPORT_OVER, and the reason of the signal
   */
  async command(signal: AbortSignal, patience: number): Promise<ImportCommand> {
    while (!this.#command) await this.#news(signal, patience)
    const command = this.#command
    this.#command = undefined
    return command
  }

  close(): void {
    if (this.#isOver) return
    this.#isOver = true
    held -= this.size
    const others = visitors.get(this.#visitor)! - 1
    if (others > 0) visitors.set(this.#visitor, others)
    else visitors.delete(this.#visitor)
    this.#slices = []
    inboxes.delete(this.id)
  }

  async #news(signal: AbortSignal, patience: number): Promise<void> {
    signal.throwIfAborted()
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const stop = () => reject(signal.reason as Error)
    const timer = setTimeout(() => reject(new E_IMPORT_OVER()), patience)
    signal.addEventListener('abort', stop, { once: true })
    this.#wake = resolve
    try {
      await promise
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      this.#wake = undefined
    }
  }
}
