/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What was read of a file with a value of JSON in each line. */
export interface JsonLines<T> {
  values: T[]
  /** A line was left out: who wrote it was ended meanwhile, or had no room. */
  isCut: boolean
}

/** Reads a file with a value of JSON in each line, as far as its lines are whole. */
export function readJsonLines<T>(text: string): JsonLines<T> {
  const lines = text.split('\n').filter(Boolean)
  const values = lines.flatMap((line) => {
    try {
      return [JSON.parse(line) as T]
    } catch {
      return []
    }
  })
  return { values, isCut: values.length < lines.length }
}
