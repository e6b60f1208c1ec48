/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'
import * as errors from '../../../src/errors.ts'

/** Codes that stand in the sources as a value, and not only in a comment. */
async function usedCodes(): Promise<string[]> {
  const codes = new Set<string>()
  for await (const path of glob('src/**/*.{ts,tsx}', { cwd: root })) {
    const text = await readFile(join(root, path), 'utf8')
    const code = text.replaceAll(/\/\*[\s\S]*?\*\//g, '')
    for (const [, name] of code.matchAll(/'(E_[A-Z_]+)'/g)) codes.add(name)
  }
  return [...codes].sort()
}

test.group('docs/errors.md', () => {
  test('has an entry for every error code of the package, and for no other', async ({ assert }) => {
    const text = await readFile(join(root, 'docs/errors.md'), 'utf8')
    const entries = [...text.matchAll(/^### `(E_[A-Z_]+)`/gm)].map(([, code]) => code)
    assert.deepEqual(entries.toSorted(), await usedCodes())
  })

  test('every one that is made on the server is a class that applications can import', async ({
    assert,
  }) => {
    const exported = errors as Record<string, unknown>
    const missing: string[] = []
    let count = 0
    for await (const path of glob('src/**/*.ts', { cwd: root })) {
      const text = await readFile(join(root, path), 'utf8')
      for (const [, name] of text.matchAll(/export const (E_[A-Z_]+) = createError/g)) {
        count++
        const made = new (exported[name] as new (args: unknown[]) => { code: string })([])
        if (made.code !== name) missing.push(name)
      }
    }
    assert.isAbove(count, 50)
    assert.deepEqual(missing, [])
  })
})
