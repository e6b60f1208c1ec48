/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** The bytes that a browser asks for. */
export interface ByteRange {
  start: number
  /** The last of them. */
  end: number
}

/**
 * Reads the header `Range`.
 *
 * @param size - bytes of the file
 * @returns undefined for the whole file; null for a range that it does not have
 */
export function byteRange(header: string | undefined, size: number): ByteRange | null | undefined {
  // Several ranges, and other units, may be answered with the whole file
  const [, first, last] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '') ?? []
  if (first === undefined || (first === '' && last === '')) return undefined
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first)
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1)
  return start <= end ? { start, end } : null
}
