/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import type { LucidModel } from '@adonisjs/lucid/types/model'

/** What may be asked of one row: code that asks until it hears something else would never end. */
const MOST_READS = 10_000

/** Milliseconds for what is made of a row. */
const PATIENCE = 1_000

/**
 * Which of the columns that a model hides are in what somebody makes of a row. The row is one that no database has, and
 * where nothing can be made of it, nothing is known.
 *
 * @returns attributes of the model
 */
export async function shownOf(model: LucidModel, make: (row: never) => unknown): Promise<string[]> {
  model.boot()
  const hidden = [...model.$columnsDefinitions]
    .filter(([, { serializeAs }]) => serializeAs === null)
    .map(([name]) => name)
  if (hidden.length === 0) return []
  const marks = new Map(hidden.map((name) => [name, randomBytes(9).toString('hex')]))
  const made = await attempt(() => make(trialRow(model, marks) as never))
  const found = textsIn(made)
  return hidden.filter((name) => found.some((text) => text.includes(marks.get(name)!)))
}

/** A row that has marks in hidden columns, and in all others whatever is asked for. */
function trialRow(model: LucidModel, marks: ReadonlyMap<string, string>): unknown {
  const row = new model()
  const anything = whatever()
  for (const name of model.$columnsDefinitions.keys()) {
    ;(row.$attributes as Record<string, unknown>)[name] = marks.get(name) ?? anything
  }
  for (const name of model.$relationsDefinitions.keys()) {
    ;(row.$preloaded as Record<string, unknown>)[name] = anything
  }
  return row
}

/** Has every member and can be called, and is whatever is asked for. */
function whatever(): unknown {
  let reads = 0
  const anything: unknown = new Proxy(function () {}, {
    get(_, key) {
      if (++reads > MOST_READS) throw new Error('The trial row is asked without end')
      if (key === Symbol.toPrimitive) return () => 'x'
      if (key === Symbol.iterator) return [][Symbol.iterator]
      // Nobody waits for it, and no serializer asks it
      return key === 'then' || key === 'toJSON' ? undefined : anything
    },
    apply: () => anything,
  })
  return anything
}

async function attempt(work: () => unknown): Promise<unknown> {
  const isOver = new AbortController()
  try {
    return await Promise.race([
      work(),
      setTimeout(PATIENCE, undefined, { ref: false, signal: isOver.signal }),
    ])
  } catch {
    return undefined
  } finally {
    isOver.abort()
  }
}

/** All texts in a value, but those of classes. */
function textsIn(whole: unknown): string[] {
  const texts: string[] = []
  const seen = new Set<object>()
  const values = [whole]
  // Those that are added meanwhile come as well
  for (const value of values) {
    if (typeof value === 'string') texts.push(value)
    if (typeof value !== 'object' || value === null || seen.has(value)) continue
    if (seen.size === MOST_READS) break
    seen.add(value)
    for (const part of partsOf(value)) values.push(part)
  }
  return texts
}

/** What an array or a plain object has, as far as it can be read. */
function partsOf(value: object): unknown[] {
  try {
    const isPlain = Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype
    const keys = isPlain ? Object.keys(value) : []
    return keys.map((key) => partOf(value, key))
  } catch {
    return []
  }
}

function partOf(value: object, key: string): unknown {
  try {
    return (value as Record<string, unknown>)[key]
  } catch {
    return undefined
  }
}
