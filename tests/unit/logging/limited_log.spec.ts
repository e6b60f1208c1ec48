/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { LimitedLog } from '../../../src/logging/main.ts'

/** Lines of a log that writes as that of an application does. */
function logged(rate?: { lines: number; interval: number }) {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>)
  const logger = new Logger({ enabled: true, level: 'info', destination: { write } })
  return { log: new LimitedLog(logger, rate), lines }
}

test.group('What was thrown and cannot be read', () => {
  test('is left out of its line, and fails nobody: {$self}')
    .with(['its message', 'its stack', 'all of it'])
    .run(({ assert }, part) => {
      const fails = () => {
        throw new Error('unreadable')
      }
      const kinds: Record<string, unknown> = {
        'its message': Object.defineProperty({}, 'message', { get: fails }),
        'its stack': Object.defineProperty(new Error('odd'), 'stack', { get: fails }),
        'all of it': new Proxy({}, { get: fails }),
      }
      const { log, lines } = logged()
      log.error({ err: kinds[part], tab: 't' }, 'a turn failed: %s', 'odd')
      assert.lengthOf(lines, 1)
      assert.deepInclude(lines[0], { msg: 'a turn failed: odd', tab: 't' })
      assert.notProperty(lines[0], 'err')
    })
})

test.group('A line that is written often', () => {
  test('is written a few times, and others as before', ({ assert }) => {
    const { log, lines } = logged({ lines: 2, interval: 60_000 })
    for (let count = 0; count < 5; count++) log.error({}, 'the feature "a" failed: %s', count)
    log.error({}, 'the feature "b" failed: %s', 0)
    assert.deepEqual(
      lines.map(({ msg }) => msg),
      ['the feature "a" failed: 0', 'the feature "a" failed: 1', 'the feature "b" failed: 0']
    )
  })
})
