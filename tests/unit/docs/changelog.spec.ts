/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../../bin/support/processes.ts'

test.group('CHANGELOG.md', () => {
  test('begins with the version of the package', async ({ assert }) => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as {
      version: string
    }
    const changelog = await readFile(join(root, 'CHANGELOG.md'), 'utf8')
    const [, newest] = /^## ([^\s]+)/m.exec(changelog) ?? []
    assert.equal(newest, version)
  })
})
