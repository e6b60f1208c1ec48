/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { deserialize, serialize } from 'node:v8'
import { crc32 } from 'node:zlib'

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
 * @throws RangeError for bytes that are not what was packed
 */
export function unpackRecord(data: Uint8Array): unknown {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength)
  const body = bytes.subarray(CHECKSUM)
  if (body.byteLength === 0 || bytes.readUInt32LE() !== crc32(body)) {
    throw new RangeError('The record is damaged')
  }
  return deserialize(body)
}
