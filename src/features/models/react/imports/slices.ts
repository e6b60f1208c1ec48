/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** Bytes of a slice in its frame: a frame of 16 KB holds it, whatever else is in there. */
const SLICE = 12_000

const encoder = new TextEncoder()

/** Bytes of a text as UTF-8. */
export function bytesOf(text: string): number {
  return encoder.encode(text).length
}

/**
 * The text of a file.
 *
 * @throws TypeError for what is not UTF-8
 */
export async function textOf(file: Blob): Promise<string> {
  return new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer())
}

/** A text in parts that a frame holds. No character is divided. */
export function* slicesOf(text: string): Generator<string> {
  let start = 0
  while (start < text.length) {
    let end = Math.min(start + SLICE, text.length)
    while (bytesOf(JSON.stringify(text.slice(start, end))) > SLICE) {
      end = start + Math.ceil((end - start) / 2)
    }
    if (end < text.length && /[\uD800-\uDBFF]/.test(text[end - 1])) end--
    yield text.slice(start, end)
    start = end
  }
}
