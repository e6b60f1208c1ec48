/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EmitterFactory } from '@adonisjs/core/factories/events'
import { AppFactory } from '@adonisjs/core/factories/app'
import { test } from '@japa/runner'
import { emitMissingTranslation } from '../../../src/adonis/emitter.ts'

const MISSING = { locale: 'de', identifier: 'a.b', hasFallback: true }

test.group('A missing translation', () => {
  test('is told, and a listener that fails ends nobody: {0}')
    .with([
      ['throws', () => Promise.reject(new Error('No'))],
      [
        'throws at once',
        () => {
          throw new Error('No')
        },
      ],
      ['throws nothing', () => {}],
    ] as const)
    .run(async ({ assert }, [name, listener]) => {
      const app = new AppFactory().create(new URL('./', import.meta.url))
      const emitter = new EmitterFactory().create(app as never)
      const heard: unknown[] = []
      emitter.on('i18n:missing:translation' as never, (data: unknown) => {
        heard.push(data)
        return listener()
      })
      const failures: unknown[] = []
      emitMissingTranslation(emitter as never, MISSING, (error) => failures.push(error))
      await new Promise((resolve) => setImmediate(resolve))
      assert.deepEqual(heard, [MISSING])
      assert.lengthOf(failures, name === 'throws nothing' ? 0 : 1)
    })
})
