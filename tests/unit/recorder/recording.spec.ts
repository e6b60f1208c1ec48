/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { writeFile } from 'node:fs/promises'
import { test } from '@japa/runner'
import { Application, Recording, recorderErrors } from '../../../src/recorder/main.ts'

const application = new Application({
  states: new Map(),
  models: new Map(),
  imports: {},
  test: 'tests/a.spec.ts',
  hasDatabase: false,
})

test.group('A recording', () => {
  const connected = '{"kind":"connected","tab":"a","at":1}'

  test('is empty where its journal has {0}')
    .with([
      ['no line', ''],
      ['a line that is cut', connected.slice(0, -5)],
      ['a line in the middle that is cut', `${connected}\n{"kind":"con\n${connected}\n`],
      ['a line that goes on after one that is cut', `{"kind":"con${connected}\n`],
    ])
    .run(async ({ assert, fs }, [, journal]) => {
      await fs.mkdir('.')
      const recording = new Recording('a walk', {
        application,
        root: fs.basePath,
        environment: {},
        suite: 'functional',
        group: 'Walks',
        file: 'tests/a.spec.ts',
        folder: fs.basePath,
        format: async (_, text) => text,
      })
      await writeFile(recording.journal, journal)
      await assert.rejects(() => recording.write(), recorderErrors.E_RECORDING_EMPTY)
    })
})
