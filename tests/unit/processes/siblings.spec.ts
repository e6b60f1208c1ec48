/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { siblingsOf } from '../../../src/processes/main.ts'

test.group('Siblings', () => {
  test('{what}')
    .with([
      { what: 'a process alone', env: {}, isWorker: false, by: undefined },
      { what: 'a worker of node:cluster', env: {}, isWorker: true, by: 'node:cluster' },
      {
        what: 'one of two workers of PM2',
        env: { NODE_APP_INSTANCE: '0', instances: '2' },
        isWorker: true,
        by: 'PM2',
      },
      {
        what: 'the second instance of PM2 in fork mode',
        env: { NODE_APP_INSTANCE: '1' },
        isWorker: false,
        by: 'PM2',
      },
      {
        what: 'the only worker of PM2',
        env: { NODE_APP_INSTANCE: '0', instances: '1' },
        isWorker: true,
        by: undefined,
      },
      {
        what: 'the only instance of PM2 in fork mode',
        env: { NODE_APP_INSTANCE: '0' },
        isWorker: false,
        by: undefined,
      },
    ])
    .run(({ assert }, { env, isWorker, by }) => {
      assert.equal(siblingsOf(env, isWorker), by)
    })
})
