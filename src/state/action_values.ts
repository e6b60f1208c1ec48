/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { LONGEST_TIMER } from '../protocol/main.ts'
import { E_ACTION_VALUE } from './exceptions.ts'

/** What no header and no address may have: it would end there, or begin another one. */
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f]/

// eslint-disable-next-line no-control-regex
const ALL_CONTROLS = /[\u0000-\u001f\u007f]/g

/** A type and its parameters, in what a header may hold. */
const CONTENT_TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(\s*;[\x20-\x7e]*)?$/

/** Addresses that are programs. */
const PROGRAMS = /^\s*(javascript|vbscript):/i

/**
 * An address that a browser may be sent to.
 *
 * @param action - who asks, as the handler has written it
 * @throws E_ACTION_VALUE
 */
export function checkedUrl(url: unknown, action: string): string {
  if (typeof url !== 'string') throw new E_ACTION_VALUE([action, 'the address is not a text'])
  if (CONTROLS.test(url)) {
    throw new E_ACTION_VALUE([action, 'the address has a line break or another control character'])
  }
  if (PROGRAMS.test(url)) {
    throw new E_ACTION_VALUE([action, 'the address is a program'])
  }
  return url.toWellFormed()
}

/**
 * @throws E_ACTION_VALUE
 */
export function checkedContentType(type: unknown, action: string): string {
  if (typeof type !== 'string' || !CONTENT_TYPE.test(type)) {
    throw new E_ACTION_VALUE([action, 'contentType is not one, such as text/csv; charset=utf-8'])
  }
  return type
}

/**
 * A time that the browser can wait for: a longer one would be over at once there.
 *
 * @param name - of the option
 * @throws E_ACTION_VALUE
 */
export function checkTime(value: unknown, name: string, action: string): void {
  if (value === undefined) return
  if (typeof value === 'number' && value >= 0 && value <= LONGEST_TIMER) return
  const what = `${name} is not a number of milliseconds from 0 to ${LONGEST_TIMER}`
  throw new E_ACTION_VALUE([action, what])
}

/**
 * The name of a file as any disk and any header takes it: names come from users. What cannot be in
 * one becomes a `_`, and of a path, the last part is left.
 *
 * @throws E_ACTION_VALUE
 */
export function fileName(name: unknown, action: string): string {
  if (typeof name !== 'string') throw new E_ACTION_VALUE([action, 'filename is not a text'])
  const last = name.toWellFormed().split(/[\\/]/).at(-1)!
  return last.replaceAll(ALL_CONTROLS, '_').trim() || 'download'
}
