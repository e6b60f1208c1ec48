/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { parseSync } from 'oxc-parser'
import { ABOUT, ADDITIONS, memberAnchor, pageOf, referenceFile } from '../../bin/site/main.ts'
import type { Reference } from '../../bin/site/main.ts'
import { entryPoints } from '../../bin/support/entry_points.ts'
import { root } from '../../bin/support/processes.ts'
import { readSite } from '../helpers/site/built_site.ts'

async function readReference(): Promise<Reference> {
  return JSON.parse(await readFile(referenceFile, 'utf8')) as Reference
}

/** The names that a source file exports, but what it passes on with a star and its default. */
async function exportedBy(source: string): Promise<string[]> {
  const { module } = parseSync(source, await readFile(join(root, source), 'utf8'))
  return module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ exportName: { name } }) =>
      name === null || name === 'default' ? [] : [name]
    )
  )
}

test.group('The reference', () => {
  test('has an entry for every public name', async ({ assert }) => {
    const pages = await readSite()
    const { modules } = await readReference()
    const missing: string[] = []
    let count = 0
    for (const { key, source } of entryPoints()) {
      const specifier = `reflex-adonis${key.slice(1)}`
      const ids = pages.get(`/reference/${pageOf(specifier)}.html`)?.ids
      const told = modules.find((module) => module.specifier === specifier)?.entries ?? []
      for (const name of await exportedBy(source)) {
        count++
        const entry = told.find((candidate) => candidate.name === name)
        if (!entry || !ids?.has(entry.anchor)) missing.push(`${key}: ${name}`)
      }
    }
    assert.isAbove(count, 350)
    assert.deepEqual(missing, [])
  })

  test('every public name has a doc comment', async ({ assert }) => {
    const { modules } = await readReference()
    const silent = modules.flatMap(({ specifier, entries }) =>
      entries
        .filter(({ kind, comments }) => kind !== 'foreign' && comments.length === 0)
        .map(({ name }) => `${specifier}: ${name}`)
    )
    assert.deepEqual(silent, [])
  })

  test('so has everything in a constant or a namespace, and what other packages get', async ({
    assert,
  }) => {
    const { modules, additions } = await readReference()
    const entries = modules.flatMap((module) => module.entries)
    const whole = entries.filter(({ kind }) => kind === 'constant' || kind === 'namespace')
    const members = [...whole, ...additions.flatMap((module) => module.entries)].flatMap((entry) =>
      entry.members.map(({ name, comments }) => ({ name: `${entry.name}.${name}`, comments }))
    )
    assert.isAbove(members.length, 150)
    assert.deepEqual(
      members.filter(({ comments }) => comments.length === 0).map(({ name }) => name),
      []
    )
  })

  test('tells methods of a class with what they throw, under a heading of their own', async ({
    assert,
  }) => {
    const pages = await readSite()
    const { modules } = await readReference()
    const { ids, html } = pages.get('/reference/main.html')!
    for (const [owner, name] of [
      ['AppState', 'ctx'],
      ['rx', 'toast.success'],
    ]) {
      const entry = modules[0].entries.find((candidate) => candidate.name === owner)!
      const member = entry.members.find((candidate) => candidate.name === name)!
      assert.isTrue(ids.has(memberAnchor(entry, member)), name)
    }
    assert.match(html, /<strong>Throws<\/strong> <a href="[^"]*errors\.html#e_no_request"/)
    const additions = pages.get(`/reference/${ADDITIONS}.html`)!
    assert.include(additions.html, 'assertReflexState')
    assert.isTrue(pages.get('/reference/commands.html')!.ids.has('reflex-doctor'))
  })

  test('says what each entry point of the package is for', async ({ assert }) => {
    const file = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      exports: Record<string, unknown>
    }
    const specifiers = Object.keys(file.exports).map((key) => `reflex-adonis${key.slice(1)}`)
    assert.sameMembers(
      Object.keys(ABOUT),
      specifiers.filter((specifier) => !specifier.endsWith('/package.json'))
    )
  })
})
