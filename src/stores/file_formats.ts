/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Lease, RecordWrite } from './contract.ts'
import { E_RECORD_NEWER } from './exceptions.ts'
import { isReadable, packRecord, unpackRecord } from './record_bytes.ts'

/** Grows when what is in files changes. The one before it is read as well. */
const FORMAT = 3

/** What the first files were of, which did not say it. */
const UNNUMBERED = 1

/** What a file begins with that has entries. */
const MAGIC = Buffer.from('\0reflex\n')

/** What is between that and the first entry. */
const HEADER = packRecord({ format: FORMAT })

/** Bytes of the length in front of an entry, which is there twice: as it is, and with each of its bits turned over. */
const LENGTH = 8

/** Ids come out of sealed tokens; a file name is checked all the same. */
const SAFE_ID = /^[\w-]+$/

/** Parts by name; undefined for one that is gone. */
type ChangedParts = ReadonlyMap<string, Uint8Array | undefined>

/** A record, as its file has it. */
export interface Stored extends Lease {
  data: Uint8Array
  parts: ReadonlyMap<string, Uint8Array>
  /** Milliseconds since the epoch; 0 where the time of the file alone says it. */
  expires: number
}

/** One write of a record: the first one of a file has all of it, and later ones what they have changed. */
export interface Entry extends Lease {
  data: Uint8Array
  parts: ChangedParts
  expires: number
}

/** What a write of several records has to do, for whoever finds it undone. */
export interface JournalEntry {
  id: string
  entry: Entry
  /** Other parts of the record go. */
  isWhole: boolean
}

/** @returns whether it can be the name of a file */
export function isSafeId(id: unknown): id is string {
  return typeof id === 'string' && SAFE_ID.test(id)
}

/** @param expires - milliseconds since the epoch */
export function entryOf({ lease, data }: RecordWrite, parts: ChangedParts, expires: number): Entry {
  return { owner: lease.owner, fence: lease.fence, data, parts, expires }
}

/** What is put at the end of a file. */
export function packEntry(entry: Entry): Buffer {
  const packed = packRecord(entry)
  const bytes = Buffer.allocUnsafe(LENGTH + packed.byteLength)
  bytes.writeUInt32LE(packed.byteLength)
  bytes.writeUInt32LE(~packed.byteLength >>> 0, LENGTH / 2)
  bytes.set(packed, LENGTH)
  return bytes
}

/** A file with one entry, which has all of the record. */
export function packFile(entry: Entry): Buffer {
  return Buffer.concat([MAGIC, HEADER, packEntry(entry)])
}

/**
 * What the file of a record says; undefined when it is not what was written. An entry that the end of the file cuts short
 * was being written when the process ended, and nobody was told that it was. Any other damage is one of the record: without
 * that entry, it would be an older one.
 *
 * @throws E_RECORD_NEWER
 */
export function unpackFile(bytes: Uint8Array, file: string): Stored | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (!buffer.subarray(0, MAGIC.length).equals(MAGIC)) return unpackOlder(bytes, file)
  return attempt(() => {
    let at = MAGIC.length + HEADER.byteLength
    const { format } = unpackRecord(buffer.subarray(MAGIC.length, at), file) as { format: number }
    if (!isReadable(format, FORMAT, describe(file))) return undefined
    let stored: Stored | undefined
    while (at + LENGTH <= buffer.length) {
      const end = endOfEntry(buffer, at)
      if (end > buffer.length) return stored
      const entry = readEntry(buffer, at + LENGTH, end, file)
      if (!entry) return undefined
      stored = applied(stored, entry, stored === undefined)
      at = end
    }
    return stored
  })
}

/** @throws RangeError for a length that is not what was written */
function endOfEntry(buffer: Buffer, at: number): number {
  const length = buffer.readUInt32LE(at)
  if (~length >>> 0 !== buffer.readUInt32LE(at + LENGTH / 2)) {
    throw new RangeError('The length of an entry is damaged')
  }
  return at + LENGTH + length
}

/** A record after a write. */
export function applied(
  before: Stored | undefined,
  { owner, fence, data, parts: changed, expires }: Entry,
  isWhole: boolean
): Stored {
  const parts = new Map(isWhole ? [] : before?.parts)
  for (const [name, bytes] of changed) {
    if (bytes === undefined) parts.delete(name)
    else parts.set(name, bytes)
  }
  return { owner, fence, data, parts, expires }
}

export function packJournal(entries: readonly JournalEntry[]): Uint8Array {
  return packRecord({ format: FORMAT, content: entries })
}

/**
 * What a journal says; undefined when it is not what was written.
 *
 * @throws E_RECORD_NEWER
 */
export function unpackJournal(bytes: Uint8Array, file: string): JournalEntry[] | undefined {
  return attempt(() => {
    const { format, content } = open(bytes, file)
    if (!Array.isArray(content)) return undefined
    const entries = format < FORMAT ? content.map(fromOlder) : (content as unknown[])
    return entries.every(isJournalEntry) ? entries : undefined
  })
}

function readEntry(buffer: Buffer, from: number, to: number, file: string): Entry | undefined {
  const entry = attempt(() => unpackRecord(buffer.subarray(from, to), describe(file)))
  return isEntry(entry) ? entry : undefined
}

function unpackOlder(bytes: Uint8Array, file: string): Stored | undefined {
  return attempt(() => {
    const { content } = open(bytes, file)
    const entry = { ...(content as Entry), parts: new Map(), expires: 0 }
    return isEntry(entry) ? applied(undefined, entry, true) : undefined
  })
}

function open(bytes: Uint8Array, file: string): { format: number; content: unknown } {
  const what = describe(file)
  const value = unpackRecord(bytes, what) as { format?: number; content?: unknown } | undefined
  const { format = UNNUMBERED, content = value } = value ?? {}
  return { format, content: isReadable(format, FORMAT, what) ? content : undefined }
}

/** Journals had no parts before. */
function fromOlder(entry: unknown): unknown {
  const { id, stored, expires } = (entry ?? {}) as Record<string, unknown>
  const time = expires instanceof Date ? expires.getTime() : undefined
  return { id, entry: { ...(stored as object), parts: new Map(), expires: time }, isWhole: true }
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (error instanceof E_RECORD_NEWER) throw error
    return undefined
  }
}

function describe(file: string): string {
  return `the file "${file}"`
}

function isJournalEntry(value: unknown): value is JournalEntry {
  const { id, entry, isWhole } = (value ?? {}) as Partial<JournalEntry>
  return isSafeId(id) && isEntry(entry) && typeof isWhole === 'boolean'
}

function isEntry(value: unknown): value is Entry {
  const { owner, fence, data, parts, expires } = (value ?? {}) as Partial<Entry>
  return (
    typeof owner === 'string' &&
    Number.isInteger(fence) &&
    data instanceof Uint8Array &&
    Number.isFinite(expires) &&
    parts instanceof Map &&
    [...(parts as Map<unknown, unknown>)].every(
      ([name, bytes]) =>
        typeof name === 'string' && (bytes === undefined || bytes instanceof Uint8Array)
    )
  )
}
