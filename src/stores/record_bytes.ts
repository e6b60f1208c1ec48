/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'
import { E_RECORD_NEWER } from './exceptions.ts'

/** What begins all that V8 has serialized, before the number of its format. */
const SERIALIZED = 0xff

/** The newest format of V8 that this version of Node.js reads. */
const V8_FORMAT = serialize(null)[1]

/** Bytes of the checksum in front of a record. */
const CHECKSUM = 4

/** A record as bytes that show whether they are whole. */
export function packRecord(value: unknown): Uint8Array {
  const body = serialize(value)
  const bytes = Buffer.allocUnsafeSlow(CHECKSUM + body.byteLength)
  bytes.writeUInt32LE(crc32(body))
  bytes.set(body, CHECKSUM)
  return bytes
}

/**
 * @param what - names the record in a sentence
 * @throws RangeError for bytes that are not what was packed; E_RECORD_NEWER for those of a newer Node.js
 */
export function unpackRecord(data: Uint8Array, what = 'a record'): unknown {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const body = bytes.subarray(CHECKSUM)
  if (body.byteLength === 0 || bytes.readUInt32LE() !== crc32(body)) {
    throw new RangeError('The record is damaged')
  }
  if (body[0] === SERIALIZED && body[1] > V8_FORMAT) throw new E_RECORD_NEWER([what])
  return deserialize(body)
}

/**
 * Whether a record of some format can be read: those of this version of the package, and of the one before it.
 *
 * @param format - number in the record
 * @param newest - the one that is written now
 * @param what - names the record in a sentence
 * @throws E_RECORD_NEWER
 */
export function isReadable(format: number, newest: number, what: string): boolean {
  if (format > newest) throw new E_RECORD_NEWER([what])
  return format >= newest - 1
}
