/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'

const ROOT = join(import.meta.dirname, '../../..')

/** Rows of the tables of the glossary. */
async function entries(): Promise<{ word: string; meaning: string; identifier: string }[]> {
  const text = await readFile(join(ROOT, 'docs/glossary.md'), 'utf8')
  const rows = text.split('\n').filter((line) => /^\|(?! Word | -)/.test(line))
  return rows.map((row) => {
    const [, word, meaning, identifier] = row.split('|').map((cell) => cell.trim())
    return { word, meaning, identifier: identifier.replaceAll('`', '') }
  })
}

/** Names of the classes, types and methods that the sources declare. */
async function declared(): Promise<Set<string>> {
  const names = new Set<string>()
  for await (const file of glob('src/**/*.{ts,tsx}', { cwd: ROOT })) {
    const text = await readFile(join(ROOT, file), 'utf8')
    for (const [, name] of text.matchAll(/\b(?:class|interface|type|function) (\w+)/g)) {
      names.add(name)
    }
    for (const [, name] of text.matchAll(/^ {2}(?:async )?(\w+)\(.*\{$/gm)) names.add(name)
  }
  return names
}

test.group('The glossary', () => {
  test('names something in the sources for each word', async ({ assert }) => {
    const names = await declared()
    const found = await entries()
    assert.isAbove(found.length, 60)
    assert.deepEqual(
      found.filter(({ identifier }) => !names.has(identifier)).map(({ word }) => word),
      []
    )
    assert.isFalse(names.has('NothingOfThisName'))
  })

  test('has one meaning for each word', async ({ assert }) => {
    const found = await entries()
    const words = found.flatMap(({ word }) => word.split(', '))
    assert.deepEqual(
      words.filter((word, index) => words.indexOf(word) !== index),
      []
    )
    for (const { word, meaning } of found) assert.isAbove(meaning.length, 20, word)
  })
})
