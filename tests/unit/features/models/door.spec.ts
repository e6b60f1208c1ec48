/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { glob, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { parseSync } from 'oxc-parser'
import { root } from '../../../../bin/support/processes.ts'

test('an application without Lucid loads nothing of it with the models', async ({ assert }) => {
  const loaded: string[] = []
  for await (const file of glob('src/features/models/**/*.ts', { cwd: root })) {
    const { module } = parseSync(file, await readFile(join(root, file), 'utf8'))
    for (const { moduleRequest, entries } of module.staticImports) {
      const isTypeOnly = entries.every(({ isType }) => isType)
      if (
        /lucid|knex/.test(moduleRequest.value) &&
        !moduleRequest.value.startsWith('.') &&
        !isTypeOnly
      ) {
        loaded.push(`${file}: ${moduleRequest.value}`)
      }
    }
  }
  assert.deepEqual(loaded, [])
})
