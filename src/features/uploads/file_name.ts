/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { extname } from 'node:path'

/** Characters of a name, the extension included. */
const LONGEST = 120

/** Bytes of a name in UTF-8: disks take 255, and applications put something before it. */
const MOST_BYTES = 200

/** Characters of an extension; a longer one is none. */
const LONGEST_EXTENSION = 16

/** Controls, and what turns the direction of text around: `exe.png` can be the end of `gnp.exe` for who reads it. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/**
 * The name of a file as its browser has told it, fit to be shown and to be a part of a header. It is never a
 * part of a path here, and `move()` of the application may make it one.
 */
export function clientFileName(name: string): string {
  const last = name.toWellFormed().split(/[\\/]/).at(-1)!
  const visible = last
    .replace(INVISIBLE, '')
    .normalize('NFC')
    .replace(/^[\s.]+|\s+$/g, '')
  const extension = extname(visible)
  const tail = extension.length <= LONGEST_EXTENSION ? extension : ''
  const base = [...visible.slice(0, visible.length - tail.length)].slice(0, LONGEST - tail.length)
  while (Buffer.byteLength(base.join('') + tail) > MOST_BYTES) base.pop()
  return base.join('') + tail || 'file'
}
