/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Target } from '../helpers/attacks/target.ts'

/** Headers that are others in each answer, and those of the connection. */
const OF_ONE_ANSWER = new Set([
  'date',
  'set-cookie',
  'x-request-id',
  'content-security-policy',
  'connection',
  'keep-alive',
])

test.group('HEAD', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  test('status and headers are those of GET, and no tab is left behind', async ({ assert }) => {
    const ask = async (method: string, path: string) => {
      const { status, headers } = await fetch(`${target.base}${path}`, {
        method,
        redirect: 'manual',
        headers: { accept: 'text/html' },
      })
      const kept = [...headers].filter(([name]) => !OF_ONE_ANSWER.has(name))
      return { status, headers: Object.fromEntries(kept) }
    }
    for (const path of ['/', '/ledger', '/rooms/head', '/guarded', '/places?sort=x']) {
      const get = await ask('GET', path)
      const { tabs } = await target.measure()
      for (let asked = 0; asked < 3; asked++) {
        assert.deepEqual(await ask('HEAD', path), get, path)
      }
      assert.equal((await target.measure()).tabs, tabs, path)
    }
  })
})
