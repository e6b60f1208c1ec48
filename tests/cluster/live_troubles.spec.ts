/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { TestContext } from '@japa/runner/core'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'
import { shareCards } from '../helpers/cluster/shared_cards.ts'
import type { SharedCards } from '../helpers/cluster/shared_cards.ts'
import { HttpBrowser } from '../helpers/http_browser.ts'

test.group('Live vars and jobs without redis', (group) => {
  let redis: OwnRedis
  let shared: SharedCards

  group.tap((each) => each.tags(['@redis']).timeout(120_000))
  group.each.setup(async () => {
    redis = await OwnRedis.create()
    shared = await shareCards('sqlite', false)
    await shared.empty()
    return async () => {
      redis.resume()
      await redis.remove()
      await shared.remove()
    }
  })

  const cluster = (env: Record<string, string> = {}) =>
    new Cluster({ ...shared.env, REDIS_PORT: String(redis.port), LAB_LOG: 'stdout', ...env })
  const titles = async () => {
    const rows = (await shared.db.from('lab_cards').orderBy('id')) as { title: string }[]
    return rows.map(({ title }) => title).join()
  }
  const lines = (output: string, text: string) =>
    output.split('\n').filter((line) => line.includes(text)).length

  /** Opens a page of Grace at a process of its own. */
  async function watch(of: Cluster, cleanup: TestContext['cleanup']) {
    const { port } = await of.start()
    const browser = new HttpBrowser(`http://127.0.0.1:${port}`)
    await browser.signIn(2)
    const tab = await RealTab.open(of, '/live/cards', browser.cookieHeader)
    cleanup(() => tab.close())
    while (tab.status !== 'connected') await setTimeout(20)
    const shows = async (title: string) => {
      const text = () => JSON.stringify(tab.client.store.state('CardsState')?.vars.mine)
      while (!text().includes(title)) await setTimeout(20)
    }
    return { tab, shows }
  }

  for (const [what, trouble] of [
    ['down', () => redis.kill()],
    ['frozen', async () => redis.pause()],
  ] as const) {
    test(`${what}: a job writes all it has to, says it once, and ends`, async ({ assert }) => {
      await trouble()
      const { code, output } = await cluster().command('cards:write', 'x', '--times=100')
      assert.equal(code, 0, output)
      assert.lengthOf((await titles()).split(','), 102)
      assert.equal(lines(output, 'what was written is not told'), 1)
      assert.isAtMost(lines(output, 'redis cannot be used'), 1)
      assert.notInclude(output, 'unhandled')
    })
  }

  test('down: one that writes nothing does not even notice, nor does one with another store', async ({
    assert,
  }) => {
    await redis.kill()
    const undone = await cluster().command('cards:write', 'x', '--undo')
    const alone = await cluster({ REFLEX_STORE: 'memory' }).command('cards:write', 'y')
    const file = await cluster({ REFLEX_STORE: 'file' }).command('cards:write', 'z')
    for (const { code, output } of [undone, alone, file]) {
      assert.equal(code, 0, output)
      assert.notInclude(output, 'redis')
      assert.notInclude(output, 'not told')
    }
    assert.equal(await titles(), 'of Ada,of Grace,y,z')
  })

  test('killed while a job writes: pages show all of it once redis is back', async ({
    assert,
    cleanup,
  }) => {
    const both = cluster({ STORE_TIMEOUT: '500' })
    cleanup(() => both.close())
    const { shows } = await watch(both, cleanup)

    // The process that could tell of it is gone when redis is back
    await redis.kill()
    assert.equal((await both.command('cards:write', 'while it was away')).code, 0)
    await redis.start()
    await shows('while it was away')

    // It dies in the middle
    const job = both.command('cards:write', 'many', '--times=20000')
    while (!(await titles()).includes('many 100')) await setTimeout(20)
    await redis.kill()
    await setTimeout(500)
    await redis.start()
    const { code, output } = await job
    assert.equal(code, 0, output)
    await shows('many 20000')
  })

  test('deaf for a while: what a job has written meanwhile is shown, on the same socket', async ({
    assert,
    cleanup,
  }) => {
    const both = cluster()
    cleanup(() => both.close())
    const { tab, shows } = await watch(both, cleanup)
    await both.command('cards:write', 'heard')
    await shows('heard')
    await redis.ask(async (operator) => {
      // Nobody is told anything, while records are written as ever
      await operator.acl('SETUSER', 'default', 'resetchannels')
      await operator.client('KILL', 'TYPE', 'pubsub')
      const { code } = await both.command('cards:write', 'unheard')
      assert.equal(code, 0)
      await operator.acl('SETUSER', 'default', 'allchannels')
    })
    await shows('unheard')
    assert.equal(tab.sockets, 1)
  })
})
