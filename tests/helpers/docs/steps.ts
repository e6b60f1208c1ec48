/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Document } from './documents.ts'

/** What a reader of a document does next: write a file, or type a command. */
export type Step = { file: string; code: string } | { command: string }

const SHELL = /^```sh\n([\s\S]*?)^```$/gm

/** All files and commands of a document, in its order. */
export function stepsOf({ text, samples }: Document): Step[] {
  const files = samples.map(({ path, code, line }) => ({ line, step: { file: path, code } }))
  const commands = [...text.matchAll(SHELL)].flatMap(({ 1: block, index }) => {
    const line = text.slice(0, index).split('\n').length
    const typed = block.split('\n').filter((command) => command !== '')
    return typed.map((command) => ({ line, step: { command } }))
  })
  return [...files, ...commands].toSorted((a, b) => a.line - b.line).map(({ step }) => step)
}
