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

/** Errors that more than developers meet and that have no `help`, by the reason. */
const WITHOUT_HELP: Record<string, string[]> = {
  'the message has the remedy, which depends on what happened': [
    'E_EVENT_ARGUMENT',
    'E_EVENT_INTERRUPTED',
    'E_NO_PROCESS',
  ],
  'it is set where the error is made': ['E_STORE_REFUSED'],
  'the cause of the error says what is wrong': ['E_STORE_UNAVAILABLE'],
  'it passes without anybody doing anything': ['E_SESSION_PENDING', 'E_TAB_ENDED'],
  'somebody wanted it': ['E_EVENT_CANCELLED'],
  'no page of the application causes it': [
    'E_COOKIE_TICKET',
    'E_FRAME_INVALID',
    'E_FRAME_NOT_JSON',
  ],
}

interface ErrorClass {
  new (args: unknown[], location: object): MadeError
}

interface MadeError {
  status?: number
  help?: string
}

/** An error of any class, whatever it asks for. */
function make(E: ErrorClass): MadeError {
  if (E.name === 'ServerOnlyImportException') {
    return new errors.E_SERVER_ONLY_IMPORT('fs', [{ id: 'page.tsx', specifier: 'fs' }])
  }
  return new E(['What is wrong', 'What to do about it'], { id: 'page.tsx', line: 1, column: 1 })
}

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

  test('those that visitors read have the remedy in their help, or a reason to have none', ({
    assert,
  }) => {
    const silent: string[] = []
    let helpful = 0
    for (const [code, E] of Object.entries(errors as unknown as Record<string, ErrorClass>)) {
      const { status, help } = make(E)
      if (help !== undefined) {
        helpful++
        assert.match(help, /^[A-Z"].{10,}[^.]$/s, code)
      }
      // The message of a 500 is for developers: in production nobody else gets it
      else if (status !== undefined && status !== 500) silent.push(code)
    }
    assert.isAbove(helpful, 10)
    assert.deepEqual(silent.toSorted(), Object.values(WITHOUT_HELP).flat().toSorted())
  })
})
