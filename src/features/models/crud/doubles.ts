/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ImportProblem } from './types.ts'
import type { FormValues } from './validation.ts'

/** Finds what two rows of one file say, where no two may. */
export class Doubles {
  #fields: readonly string[]
  #say: (line: number) => string
  #lines = new Map<string, number>()

  /** @param say - that a line has the same */
  constructor(fields: readonly string[], say: (line: number) => string) {
    this.#fields = fields
    this.#say = say
  }

  /** What a row has in common with one before. */
  of(line: number, values: FormValues): ImportProblem[] {
    return this.#fields.flatMap((field): ImportProblem[] => {
      const text = textOf(values[field])
      if (text === '') return []
      const key = JSON.stringify([field, text])
      const first = this.#lines.get(key)
      if (first === undefined) this.#lines.set(key, line)
      return first === undefined ? [] : [{ line, field, message: this.#say(first) }]
    })
  }
}

/** What is the same for those who look for doubles: of a text, whatever its capitals, and of a list, whatever its order. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(textOf).sort().join('\n')
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return text.trim().toLowerCase()
}
