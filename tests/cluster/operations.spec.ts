/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { RoomContents, RoomList, TabCount, TabList } from 'reflex-adonis/types'
import { Cluster } from '../helpers/cluster/cluster.ts'
import type { Member } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

/** What a process of the lab answers to its operator. */
async function ask<T>({ port }: Member, path: string): Promise<T> {
  const response = await fetch(`http://127.0.0.1:${port}/operate/${path}`)
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`)
  return (await response.json()) as T
}

test.group('Operators of two processes', (group) => {
  // Each command boots an application
  group.tap((each) => each.tags(['@redis']).timeout(180_000))

  test('list and kick the tabs of both, and hear which process does not answer', async ({
    assert,
    cleanup,
  }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const members = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    // Two tabs at each process
    for (const member of members) {
      cluster.members.splice(0, 2, member)
      for (const path of ['/', '/counts']) {
        const tab = await RealTab.open(cluster, path)
        tabs.push(tab)
        while (tab.status !== 'connected') await setTimeout(10)
      }
    }
    cluster.members.splice(0, 1, ...members)

    const count = await ask<TabCount>(members[0], 'count')
    assert.deepInclude(count, { tabs: 4, connected: 4, unanswered: [] })
    assert.deepEqual(
      count.processes.map((each) => each.tabs),
      [2, 2]
    )
    const first = await ask<TabList>(members[1], 'list')
    const second = await ask<TabList>(members[1], `list?after=${first.next}`)
    assert.lengthOf(new Set([...first.tabs, ...second.tabs].map(({ id }) => id)), 4)
    assert.isUndefined(second.next)

    const kicked = await ask<{ tabs: number }>(members[0], 'kick/counts')
    assert.equal(kicked.tabs, 2)
    for (const tab of [tabs[1], tabs[3]]) {
      while (tab.status !== 'stopped') await setTimeout(10)
      assert.equal(tab.client.store.connection.message, 'Closed for tonight')
      assert.equal(tab.sockets, 1)
    }

    members[1].process.kill('SIGSTOP')
    const partial = await ask<TabCount>(members[0], 'count')
    assert.equal(partial.tabs, 1)
    assert.lengthOf(partial.unanswered, 1)
    assert.include(partial.unanswered[0], `:${members[1].process.pid}`)
    members[1].process.kill('SIGCONT')
    while ((await ask<TabCount>(members[0], 'count')).unanswered.length > 0) await setTimeout(10)

    // One that has said goodbye is not waited for
    await cluster.stop(members[1], 'SIGTERM')
    assert.deepEqual((await ask<TabCount>(members[0], 'count')).unanswered, [])
  })

  test('use commands, which say what they cannot reach', async ({ assert, cleanup }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const alone = await cluster.command('reflex:tabs')
    assert.equal(alone.code, 1)
    assert.include(alone.output, 'No process of the application answers')

    await cluster.start()
    await cluster.start()
    const tabs = await Promise.all(['/', '/counts'].map((path) => RealTab.open(cluster, path)))
    cleanup(() => tabs.forEach((tab) => tab.close()))
    while (tabs.some((tab) => tab.status !== 'connected')) await setTimeout(10)

    const shown = await cluster.command('reflex:tabs', '--json')
    const list = JSON.parse(shown.output.slice(shown.output.indexOf('{'))) as TabList
    assert.lengthOf(list.tabs, 2)

    const nobody = await cluster.command('reflex:kick')
    assert.equal(nobody.code, 1)
    assert.include(nobody.output, 'nothing is named')

    const toast = await cluster.command('reflex:broadcast', '--toast=Soon', '--everyone')
    assert.include(toast.output, 'Tabs reached: 2')
    while (tabs.some(({ client }) => client.toasts.list().length === 0)) await setTimeout(10)

    const event = await cluster.command(
      'reflex:broadcast',
      '--event=CounterState.increment',
      '--page=/'
    )
    assert.include(event.output, 'Tabs reached: 1')
    while (tabs[0].client.store.state('CounterState')!.vars.count !== 1) await setTimeout(10)

    const kick = await cluster.command('reflex:kick', '--page=/counts', '--message=Bye')
    assert.include(kick.output, 'Tabs ended: 1')
    while (tabs[1].status !== 'stopped') await setTimeout(10)
    assert.equal(tabs[1].client.store.connection.message, 'Bye')
  })

  test('list, look into and empty a room that tabs of both are in', async ({ assert, cleanup }) => {
    const cluster = new Cluster()
    cleanup(() => cluster.close())
    const members = [await cluster.start(), await cluster.start()]
    const tabs: RealTab[] = []
    cleanup(() => tabs.forEach((tab) => tab.close()))
    for (const member of members) {
      cluster.members.splice(0, 2, member)
      const tab = await RealTab.open(cluster, '/rooms/hall')
      tabs.push(tab)
      while (tab.status !== 'connected') await setTimeout(10)
    }
    cluster.members.splice(0, 1, ...members)
    const varsOf = (tab: RealTab) => tab.client.store.state('RoomState')!.vars
    while (tabs.some((tab) => varsOf(tab).present !== 2)) await setTimeout(10)
    await tabs[0].call('RoomState', 'increment')
    while (tabs.some((tab) => varsOf(tab).count !== 1)) await setTimeout(10)

    const shown = await cluster.command('reflex:rooms', '--state=RoomState', '--json')
    const list = JSON.parse(shown.output.slice(shown.output.indexOf('{'))) as RoomList
    assert.lengthOf(list.rooms, 1)
    assert.containsSubset(list.rooms[0], { name: 'hall', members: 2, tabs: 2 })
    assert.lengthOf(list.rooms[0].processes, 2)
    assert.deepEqual(list.unanswered, [])

    const named = ['--state=RoomState', '--room=hall']
    const look = await cluster.command('reflex:rooms', ...named, '--json')
    const room = JSON.parse(look.output.slice(look.output.indexOf('{'))) as RoomContents
    assert.equal(room.vars.count, 1)
    assert.lengthOf(room.members, 2)

    const nowhere = ['--state=RoomState', '--room=nowhere']
    const refused = await cluster.command('reflex:rooms', ...nowhere, '--empty')
    assert.equal(refused.code, 1)
    assert.include(refused.output, 'no room "nowhere" of the state "RoomState" exists')
    const missing = await cluster.command('reflex:rooms', ...nowhere)
    assert.include(missing.output, 'No room "nowhere" of the state "RoomState" exists')

    const emptied = await cluster.command('reflex:rooms', `--id=${list.rooms[0].id}`, '--empty')
    assert.include(emptied.output, 'Members who see it: 2')
    while (tabs.some((tab) => varsOf(tab).count !== 0)) await setTimeout(10)
    assert.deepEqual(
      tabs.map((tab) => varsOf(tab).present),
      [2, 2]
    )
  })

  test('of one process are told where to do it instead', async ({ assert }) => {
    const cluster = new Cluster({ REFLEX_STORE: 'memory' })
    const { output, code } = await cluster.command('reflex:kick', '--everyone')
    assert.equal(code, 1)
    assert.include(output, 'The store "memory" keeps tabs for one process')
  })
})
