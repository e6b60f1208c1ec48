/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { PING_IDS, URL_LENGTH } from '../protocol/main.ts'
import type { ClientFrame, JsonValue } from '../protocol/main.ts'
import { E_FRAME_INVALID, E_FRAME_NOT_JSON } from './exceptions.ts'

/** Longer names come from no client of ours. */
const NAME_LENGTH = 200
const DOCUMENT_LENGTH = 40
const TOKEN_LENGTH = 2_048

/**
 * Deeper values would let a small frame exhaust the stack of whoever walks them.
 */
const MAX_DEPTH = 64

type Fields = Record<string, unknown>

/**
 * Reads a frame of a browser. Nothing of it is believed before it has passed here.
 *
 * @throws E_FRAME_NOT_JSON, E_FRAME_INVALID
 */
export function readFrame(text: string): ClientFrame {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new E_FRAME_NOT_JSON()
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    throw new E_FRAME_INVALID(['it is not an object'])
  }
  const frame = parsed as Fields
  switch (frame.t) {
    case 'event':
      positive(frame, 'id')
      string(frame, 's', NAME_LENGTH)
      string(frame, 'e', NAME_LENGTH)
      optionalCount(frame, 'n')
      if (frame.a !== undefined) {
        if (!Array.isArray(frame.a)) throw new E_FRAME_INVALID(['"a" is not a list'])
        checkValue(frame.a, 0)
      }
      if (frame.f !== undefined) positive(frame, 'f')
      break
    case 'nav':
      positive(frame, 'id')
      string(frame, 'url', URL_LENGTH)
      optionalCount(frame, 'n')
      break
    case 'hello':
      string(frame, 'token', TOKEN_LENGTH)
      string(frame, 'build', NAME_LENGTH)
      string(frame, 'url', URL_LENGTH)
      if (frame.d !== undefined) string(frame, 'd', DOCUMENT_LENGTH)
      if (frame.uses !== undefined) checkUses(frame.uses)
      count(frame, 'v')
      count(frame, 'n')
      count(frame, 'id')
      break
    case 'prefetch':
      string(frame, 'url', URL_LENGTH)
      break
    case 'ack':
      count(frame, 'n')
      break
    case 'feature':
      string(frame, 'f', NAME_LENGTH)
      if (frame.m === undefined) throw new E_FRAME_INVALID(['"m" is missing'])
      checkValue(frame.m, 0)
      break
    case 'ping':
      if (frame.ids !== undefined) checkIds(frame.ids)
      break
    default:
      throw new E_FRAME_INVALID([`there is no frame of type ${describe(frame.t)}`])
  }
  return frame as unknown as ClientFrame
}

/**
 * The id that a frame of our client carries near its front, for an answer to a frame that is too
 * large to be read.
 */
export function peekEventId(start: string): number | undefined {
  const match = /^\{"t":"(?:event|nav)","id":(\d{1,15})[,}]/.exec(start)
  return match ? Number(match[1]) : undefined
}

function describe(value: unknown): string {
  return typeof value === 'string' ? JSON.stringify(value.slice(0, 40)) : typeof value
}

function string(frame: Fields, name: string, length: number): void {
  const value = frame[name]
  if (typeof value !== 'string') throw new E_FRAME_INVALID([`"${name}" is not a string`])
  if (value.length > length) throw new E_FRAME_INVALID([`"${name}" is too long`])
}

function count(frame: Fields, name: string): void {
  if (!Number.isSafeInteger(frame[name]) || (frame[name] as number) < 0) {
    throw new E_FRAME_INVALID([`"${name}" is not a count`])
  }
}

function checkIds(ids: unknown): void {
  if (!Array.isArray(ids) || ids.length > PING_IDS || !ids.every(Number.isSafeInteger)) {
    throw new E_FRAME_INVALID(['"ids" is not a list of ids'])
  }
}

/** How much there is of it is limited by the size of a hello. */
function checkUses(uses: unknown): void {
  const { page, states } = (uses ?? {}) as Fields
  const isNames = (names: unknown) =>
    Array.isArray(names) && names.every((name) => typeof name === 'string')
  const isState = (names: unknown) =>
    Array.isArray(names) && names.length === 2 && names.every(isNames)
  const isValid =
    typeof page === 'string' &&
    typeof states === 'object' &&
    states !== null &&
    Object.values(states).every(isState)
  if (!isValid) throw new E_FRAME_INVALID(['"uses" does not say what a page uses'])
}

function optionalCount(frame: Fields, name: string): void {
  if (frame[name] !== undefined) count(frame, name)
}

function positive(frame: Fields, name: string): void {
  count(frame, name)
  if (frame[name] === 0) throw new E_FRAME_INVALID([`"${name}" is zero`])
}

/**
 * Refuses what no handler should have to expect: values nested beyond reason, and keys that
 * change an object's prototype when they are assigned.
 */
function checkValue(value: unknown, depth: number): asserts value is JsonValue {
  if (typeof value !== 'object' || value === null) return
  if (depth > MAX_DEPTH) throw new E_FRAME_INVALID(['an argument is nested too deeply'])
  if (Array.isArray(value)) {
    for (const item of value) checkValue(item, depth + 1)
    return
  }
  for (const key of Object.keys(value)) {
    if (key === '__proto__' || key === 'constructor' || key === 'prototype') {
      throw new E_FRAME_INVALID([`an argument has the key "${key}"`])
    }
    checkValue((value as Fields)[key], depth + 1)
  }
}
