/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { ecosystemInstances } from '../../../src/processes/main.ts'

const CORES = 4

test.group('The file of PM2', () => {
  test('says how many processes there are: {0}')
    .with([
      ["module.exports = { apps: [{ script: './bin/server.js', instances: 3 }] }", 3],
      [
        "module.exports = { apps: [{ script: 'server', instances: '2' }, { script: 'ace.js', instances: 9 }] }",
        2,
      ],
      ["module.exports = { apps: { script: './bin/server.js', instances: 'max' } }", CORES],
      ["module.exports = { apps: [{ script: './bin/server.js', instances: 0 }] }", CORES],
      ["module.exports = { apps: [{ script: './bin/server.js', instances: -1 }] }", CORES - 1],
      ["module.exports = { apps: [{ script: './bin/server.js', instances: -9 }] }", 1],
      ["module.exports = { apps: [{ script: './bin/server.js', instances: 'many' }] }", 1],
      ["module.exports = { apps: [null, { script: 'server.js', instances: 2 }, undefined] }", 2],
      ['module.exports = {}', 1],
      ['throw new Error(process.env.NOWHERE)', 1],
    ] as [string, number][])
    .run(async ({ assert, cleanup }, [text, count]) => {
      const folder = await mkdtemp(join(tmpdir(), 'ecosystem-'))
      cleanup(() => rm(folder, { recursive: true }))
      assert.equal(await ecosystemInstances(folder, CORES), 1)
      await writeFile(join(folder, 'ecosystem.config.cjs'), text)
      assert.equal(await ecosystemInstances(folder, CORES), count)
    })
})
