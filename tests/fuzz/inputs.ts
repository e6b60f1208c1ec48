/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import fc from 'fast-check'
import type { Arbitrary } from 'fast-check'

/** Texts that code has stumbled over before. */
export const AWKWARD = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  '',
  '/',
  '//evil',
  '..',
  '%',
  '%00',
  '%ff',
  '\0',
  '\u2028',
  '\u00ff',
  '-1',
  '1e999',
  '9007199254740993',
  'null',
  'undefined',
] as const

/** A short text: one of some, an awkward one, or any. */
export function word(...known: readonly string[]): Arbitrary<string> {
  const any = fc.string({ unit: 'binary', maxLength: 20 })
  return fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...known, AWKWARD[0]) },
    { weight: 2, arbitrary: fc.constantFrom(...AWKWARD) },
    { weight: 1, arbitrary: any },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 9_000 }).map((size) => 'x'.repeat(size)) }
  )
}

/** Any JSON, with names that a frame has. */
export const json: Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word('t', 'id', 'CounterState', 'increment', '/places'),
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(word('t', 'id', 's', 'e', 'a', 'n', 'f', 'url'), tie('value'), { maxKeys: 5 })
  ),
})).value

export function bytesOf(text: string, encoding: 'utf8' | 'latin1' = 'utf8'): Uint8Array {
  return Buffer.from(text, encoding)
}

/** Inputs of which some have a few bytes that are wrong. */
export function damaged(inputs: Arbitrary<Uint8Array>): Arbitrary<Uint8Array> {
  const flips = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 })
  const wrong = fc.tuple(inputs, flips, fc.option(fc.nat())).map(([input, changes, end]) => {
    const bytes = Buffer.from(input)
    for (const [at, value] of changes) if (bytes.length > 0) bytes[at % bytes.length] = value
    return end === null ? bytes : bytes.subarray(0, end % (bytes.length + 1))
  })
  return fc.oneof({ weight: 3, arbitrary: inputs }, { weight: 1, arbitrary: wrong })
}

/** A sealed text with something before, in the middle or after it, or two of them. */
export function sealed(name: string): Arbitrary<string> {
  const part = word(`{{${name}}}`, '.', 'v1.', '{{half}}', '{{rest}}')
  const parts = fc.array(part, { minLength: 1, maxLength: 4 })
  return fc.oneof(
    fc.constant(`{{${name}}}`),
    parts.map((some) => some.join(''))
  )
}

/** The halves of a sealed text, for a run to fill in. */
export function partsOf(text: string): { half: string; rest: string } {
  const middle = text.length >> 1
  return { half: text.slice(0, middle), rest: text.slice(middle) }
}
