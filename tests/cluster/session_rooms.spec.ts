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

const items = (tab: RealTab) => String(tab.client.store.state('BasketState')!.vars.items)

/** Waits until all tabs show these items. */
async function show(tabs: RealTab[], expected: string) {
  while (!tabs.every((tab) => items(tab) === expected)) await setTimeout(20)
}

test.group('Rooms of a browser session in two processes', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('what a guest has is theirs after the login, and nobody has it after the logout', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster({ SESSION_STORE: 'redis' })
    cleanup(() => cluster.close())
    const members = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    let cookie = ''
    for (const member of members) {
      cluster.members.splice(0, 2, member)
      const tab = await RealTab.open(cluster, '/basket', cookie)
      ;({ cookie } = tab)
      tabs.push(tab)
      await tab.call('BasketState', 'put', String(tabs.length))
    }
    cluster.members.splice(0, 1, ...members)
    /** Asks over HTTP, as another tab of the browser. */
    const post = async ({ port }: Member, path: string, body: Record<string, string> = {}) => {
      const before = tabs.map((tab) => tab.sockets)
      const response = await fetch(`http://127.0.0.1:${port}${path}`, {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie },
        body: new URLSearchParams(body),
      })
      cookie = cookiesOf(response, cookie)
      for (const tab of tabs) tab.cookie = cookie
      // All tabs come again, with the cookies of now
      await Promise.all(tabs.map((tab, index) => tab.renewed(before[index])))
    }
    await show(tabs, '1,2')

    await post(members[0], '/sign-in', { id: '1' })
    await tabs[1].call('BasketState', 'put', '3')
    await tabs[0].call('BasketState', 'put', '4')
    await show(tabs, '1,2,3,4')

    await post(members[1], '/sign-out')
    await show(tabs, '')
    await tabs[0].call('BasketState', 'put', 'anew')
    await show(tabs, 'anew')
    await tabs[1].call('BasketState', 'put', 'both')
    await show(tabs, 'anew,both')

    await post(members[0], '/sign-in', { id: '2' })
    const late = await RealTab.open(cluster, '/basket', cookie)
    tabs.push(late)
    assert.equal(items(late), 'anew,both')
  })
})
