/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { dirname, join, relative, resolve } from 'node:path'
import { test } from '@japa/runner'
import { parseSync } from 'oxc-parser'

const SOURCES = join(import.meta.dirname, '../../src')

/** What each file imports of the package, types included. */
async function importsByFile(): Promise<Map<string, string[]>> {
  const imports = new Map<string, string[]>()
  for await (const file of glob(join(SOURCES, '**/*.{ts,tsx}'))) {
    const { module } = parseSync(file, await readFile(file, 'utf8'))
    const requests = [
      ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
      ...module.staticExports.flatMap(({ entries }) =>
        entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? [])
      ),
    ]
    const own = requests.filter((request) => request.startsWith('.'))
    imports.set(
      relative(SOURCES, file),
      own.map((request) => relative(SOURCES, resolve(dirname(file), request)))
    )
  }
  return imports
}

/** A way from a file back to itself; undefined where there is none. */
function circleThrough(start: string, imports: Map<string, string[]>): string[] | undefined {
  const seen = new Set<string>()
  const search = (file: string, way: string[]): string[] | undefined => {
    for (const next of imports.get(file) ?? []) {
      if (next === start) return [...way, next]
      if (seen.has(next)) continue
      seen.add(next)
      const found = search(next, [...way, next])
      if (found) return found
    }
    return undefined
  }
  return search(start, [start])
}

test.group('Structure', () => {
  test('no file imports itself by way of others, types included', async ({ assert }) => {
    const imports = await importsByFile()
    assert.isAbove(imports.size, 200)
    const circles = [...imports.keys()].flatMap((file) => circleThrough(file, imports) ?? [])
    assert.deepEqual(circles, [])
  })

  test('no file is longer than 400 lines', async ({ assert }) => {
    const long: string[] = []
    for await (const file of glob(join(SOURCES, '**/*.{ts,tsx}'))) {
      const lines = (await readFile(file, 'utf8')).split('\n').length - 1
      if (lines > 400) long.push(`${relative(SOURCES, file)}: ${lines}`)
    }
    assert.deepEqual(long, [])
  })

  test('a circle is found', ({ assert }) => {
    const imports = new Map([
      ['a.ts', ['b.ts', 'd.ts']],
      ['b.ts', ['c.ts']],
      ['c.ts', ['a.ts']],
      ['d.ts', []],
    ])
    assert.deepEqual(circleThrough('a.ts', imports), ['a.ts', 'b.ts', 'c.ts', 'a.ts'])
    assert.isUndefined(circleThrough('d.ts', imports))
  })
})
