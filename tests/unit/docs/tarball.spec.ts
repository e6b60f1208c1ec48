/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { execa } from 'execa'
import { root } from '../../../bin/support/processes.ts'
import { readDocuments } from '../../helpers/docs/documents.ts'

test.group('The published package', () => {
  test('has the guides, and all that the README leads to', async ({ assert }) => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts']
    const { stdout } = await execa('npm', args, { cwd: root })
    const packed: unknown = JSON.parse(stdout)
    // An array, or an object by package name, as the version of npm has it
    const [{ files }] = Object.values(packed as Record<string, { files: { path: string }[] }>)
    const paths = files.map(({ path }) => path)

    const documents = await readDocuments()
    assert.includeMembers(
      paths,
      documents.map(({ path }) => path)
    )
    const { text } = documents.find(({ path }) => path === 'README.md')!
    // Pictures are on the forge, where the registry's page takes them from
    const links = [...text.matchAll(/(?<!!)\[[^\]]+\]\(((?!https?:)[^)#]+)/g)].map(
      ([, link]) => link
    )
    assert.isNotEmpty(links)
    assert.includeMembers(paths, links)
  }).timeout(60_000)
})
