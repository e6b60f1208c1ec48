/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ChosenFile } from './types.ts'

/** A file as a browser has it. */
export function toFile(chosen: ChosenFile | File): File {
  if (chosen instanceof File) return chosen
  const { name, contents, type } = chosen
  return new File([typeof contents === 'string' ? contents : new Uint8Array(contents)], name, {
    type,
  })
}

export function isChosenFile(value: unknown): value is ChosenFile | File {
  if (value instanceof File) return true
  if (typeof value !== 'object' || value === null) return false
  const { name, contents } = value as Partial<ChosenFile>
  return (
    typeof name === 'string' && (typeof contents === 'string' || contents instanceof Uint8Array)
  )
}
