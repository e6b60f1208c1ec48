/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { Cluster } from '../helpers/cluster/cluster.ts'
import type { Member } from '../helpers/cluster/cluster.ts'
import { cookiesOf, RealTab } from '../helpers/cluster/real_tab.ts'

test.group('Sessions that are ended in another process', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('leave with all of their tabs, and the session of the request stays', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster({ SESSION_STORE: 'redis' })
    cleanup(() => cluster.close())
    const members = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))

    const post = async ({ port }: Member, path: string, cookie: string, id = '1') => {
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams({ id }),
      })
      return cookiesOf(response, cookie)
    }
    /** A browser with a tab at each process. */
    const browser = async (user: string) => {
      const cookie = await post(members[0], '/sign-in', '', user)
      const opened: RealTab[] = []
      for (const member of members) {
        cluster.members.splice(0, 2, member)
        const tab = await RealTab.open(cluster, '/guarded', cookie)
        while (tab.status !== 'connected') await setTimeout(10)
        opened.push(tab)
      }
      cluster.members.splice(0, 1, ...members)
      tabs.push(...opened)
      return { cookie, opened }
    }
    const own = await browser('1')
    const other = await browser('1')
    const grace = await browser('2')

    const cookie = await post(members[1], '/password', own.cookie)
    for (const tab of own.opened) tab.cookie = cookie
    for (const tab of other.opened) {
      while (tab.left.length === 0) await setTimeout(10)
      assert.match(tab.left[0], /\/sign-in$/)
    }
    for (const tab of [...own.opened, ...grace.opened]) {
      while (tab.status !== 'connected') await setTimeout(10)
      assert.match(String(await tab.call('GuardedState', 'secret')), /The secret of (Ada|Grace)/)
    }
    const stolen = await fetch(`http://127.0.0.1:${members[0].port}/guarded`, {
      redirect: 'manual',
      headers: { cookie: other.cookie, accept: 'text/html' },
    })
    assert.equal(stolen.headers.get('location'), '/sign-in')
  }).timeout(180_000)
})
