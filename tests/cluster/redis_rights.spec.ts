/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { Redis } from 'ioredis'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { OwnRedis } from '../helpers/cluster/own_redis.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'
import { HttpBrowser } from '../helpers/http_browser.ts'
import { blockOf, substitute } from '../helpers/proxies/guide.ts'

/** What the guide's rights allow that a server with all rights is not asked for in a few seconds. */
const SELDOM = ['info', 'select', 'quit', 'unsubscribe', 'del', 'hdel', 'exists']

/** The rules of the guide, for a user without a password and keys with another prefix. */
async function rulesFor(prefix: string): Promise<string[]> {
  const [, rules] = (await blockOf('docs/redis.md', 'acl')).trim().split('user app on ')
  return substitute(rules, [
    ['>a-long-password', 'nopass'],
    ['~reflex:*', `~${prefix}reflex:*`],
  ]).split(' ')
}

/** Commands that were run, and how often the server has refused one. */
async function commandsOf(redis: Redis): Promise<Map<string, number>> {
  const text = await redis.info('commandstats')
  const lines = text.matchAll(/^cmdstat_([^:]+):calls=\d+.*rejected_calls=(\d+)/gm)
  return new Map([...lines].map(([, name, rejected]) => [name, Number(rejected)]))
}

test.group('Rights in redis', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('those of the guide are enough for tabs, rooms, takeovers and cookies, and none is too much', async ({
    assert,
    cleanup,
  }) => {
    const server = await OwnRedis.create()
    const cluster = new Cluster({ REDIS_PORT: String(server.port) })
    cleanup(async () => {
      await cluster.close()
      await server.remove()
    })
    const operator = new Redis(server.port, {
      username: 'operator',
      password: 'secret',
      lazyConnect: true,
    })
    operator.on('error', () => {})
    cleanup(() => operator.disconnect())
    const before = new Redis(server.port)
    before.on('error', () => {})
    await before.acl('SETUSER', 'operator', 'on', '>secret', '~*', '&*', '+@all')
    const rules = await rulesFor(cluster.prefix)
    await before.acl('SETUSER', 'default', ...rules)
    before.disconnect()
    await operator.config('RESETSTAT')

    const first = await cluster.start()
    const tabs = await Promise.all([1, 2].map(() => RealTab.open(cluster, '/tally')))
    const ledger = await RealTab.open(cluster, '/ledger')
    cleanup(() => [...tabs, ledger].forEach((tab) => tab.close()))
    await Promise.all(tabs.map((tab) => tab.call('TallyState', 'add')))
    await ledger.call('LedgerState', 'note', 1)
    await cluster.start()
    await cluster.stop(first, 'SIGTERM')
    await Promise.all(tabs.map((tab) => tab.call('TallyState', 'add')))
    await ledger.call('LedgerState', 'note', 2)
    assert.deepInclude(await ledger.call('LedgerState', 'list'), { entries: [1, 2] })
    assert.deepInclude(await tabs[0].call('TallyState', 'read'), { total: 4 })

    const browser = new HttpBrowser(`http://127.0.0.1:${cluster.anyPort()}`)
    cleanup(() => browser.close())
    const identity = await browser.open('/identity')
    await identity.hello()
    const { c } = await identity.call('CookieState', 'set')
    assert.equal((await browser.redeem(c!)).status, 204)

    await (await fetch(`http://127.0.0.1:${cluster.anyPort()}/health/ready`)).arrayBuffer()
    // How ioredis tells its name, which it may
    const own = ['client', 'client|setinfo', 'config|resetstat', 'acl|log']
    const refused = (await operator.acl('LOG')) as string[][]
    assert.deepEqual(
      refused.filter((entry) => !own.includes(entry[entry.indexOf('object') + 1])),
      []
    )
    const used = await commandsOf(operator)
    for (const name of own) used.delete(name)
    assert.deepEqual(
      [...used].filter(([, rejected]) => rejected > 0),
      []
    )
    const granted = rules.filter((rule) => rule.startsWith('+')).map((rule) => rule.slice(1))
    const unused = granted.filter((name) => !used.has(name) && !SELDOM.includes(name))
    assert.deepEqual(unused, [])
  })

  test('with less, the reason is in the log and not in the page', async ({ assert, cleanup }) => {
    const server = await OwnRedis.create()
    const cluster = new Cluster({ REDIS_PORT: String(server.port) })
    cleanup(async () => {
      await cluster.close()
      await server.remove()
    })
    const { port } = await cluster.start()
    const redis = new Redis(server.port)
    redis.on('error', () => {})
    cleanup(() => redis.disconnect())
    await redis.acl('SETUSER', 'default', ...(await rulesFor(cluster.prefix)), '-evalsha', '-eval')
    const page = await fetch(`http://127.0.0.1:${port}/ledger`, {
      headers: { accept: 'text/html' },
    })
    assert.equal(page.status, 503)
    assert.notInclude(await page.text(), 'NOPERM')
  })
})
