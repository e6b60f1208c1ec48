/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { open } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileTypeFromBuffer, supportedExtensions } from 'file-type'

/** Bytes at the beginning of a file that are looked at. */
const HEAD = 64 * 1024

/** Other names of extensions that are told by what is in a file. */
const ALIASES: Readonly<Record<string, string>> = {
  aif: 'aiff',
  jfif: 'jpg',
  jpe: 'jpg',
  jpeg: 'jpg',
  m4p: 'm4a',
  mpeg: 'mpg',
  oga: 'ogg',
  tiff: 'tif',
}

/** What a file is. Only contents have a media type: a page of HTML can be called a table by its browser, and the other way round. */
export interface FileType {
  /** Without the dot. */
  extname: string
  type?: string
  subtype?: string
}

/** Reads the first bytes of a file, so many at most. */
export type HeadReader = (length: number) => Promise<Buffer>

/** Extension of a name, lower case and without the dot. */
export function extensionOf(name: string): string {
  return extname(name).slice(1).toLowerCase()
}

/** Whether a file of that extension may be there, where only some may be. */
export function isAllowed(extension: string, extnames: readonly string[] | undefined): boolean {
  return !extnames || extnames.includes(extension) || extnames.includes(ALIASES[extension])
}

/**
 * Tells what a file is by what is in it. Only what nothing in a file can tell, such as a text, is told by its
 * name.
 *
 * @param source - path of the file, or what reads its first bytes
 * @param name - as the browser has told it
 * @param extnames - what may be there, for an extension with two names
 * @returns undefined for a file that is not what its name says, and nothing that is known
 */
export async function detectType(
  source: string | HeadReader,
  name: string,
  extnames: readonly string[] | undefined
): Promise<FileType | undefined> {
  const extension = extensionOf(name)
  const known = ALIASES[extension] ?? extension
  if (known !== '' && !supportedExtensions.has(known as never)) {
    return { extname: extension }
  }
  const head = await (typeof source === 'string' ? headOf(source) : source(HEAD))
  const found = await fileTypeFromBuffer(head)
  if (!found) return undefined
  const isSame = found.ext === known && extnames?.includes(extension)
  return { extname: isSame ? extension : found.ext, ...mimeOf(found.mime) }
}

async function headOf(path: string): Promise<Buffer> {
  const file = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(HEAD), position: 0 })
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}

/** The parts of a media type. */
function mimeOf(text: string): { type: string; subtype: string } {
  const [type, subtype] = text.split('/')
  return { type, subtype }
}
