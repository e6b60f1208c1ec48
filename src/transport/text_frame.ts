/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The first byte of a frame that is a whole text message (RFC 6455, 5.2). */
const WHOLE_TEXT = '\x81'

/** What stands for a length of two and of eight bytes. */
const TWO_BYTES = '\x7e'
const EIGHT_BYTES = '\x7f'

/**
 * A text frame of a server as one string of Latin 1: header and text leave with one write, and without a buffer between.
 *
 * @returns undefined for a text with characters that are not ASCII
 */
export function textFrame(text: string): string | undefined {
  const { length } = text
  if (Buffer.byteLength(text) !== length) return undefined
  if (length < 126) return WHOLE_TEXT + String.fromCharCode(length) + text
  if (length < 0x10000) return WHOLE_TEXT + TWO_BYTES + bytesOf(length, 2) + text
  return WHOLE_TEXT + EIGHT_BYTES + bytesOf(length, 8) + text
}

/** A number in network byte order, a character a byte. */
function bytesOf(number: number, count: number): string {
  let text = ''
  for (let index = 0; index < count; index++) {
    text = String.fromCharCode(number % 256) + text
    number = Math.floor(number / 256)
  }
  return text
}
