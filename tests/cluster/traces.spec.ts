/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { root } from '../../bin/support/processes.ts'
import { Cluster } from '../helpers/cluster/cluster.ts'
import { RealTab } from '../helpers/cluster/real_tab.ts'

const PRELOAD = join(root, 'tests', 'helpers', 'cluster', 'traced.ts')

interface Span {
  name: string
  attributes: Record<string, unknown>
  events: unknown[]
  trace: string
}

test.group('A process whose redis client is traced', (group) => {
  group.tap((each) => each.tags(['@redis']))

  test('has spans of its events and of the store, and no record of a tab in any of them', async ({
    assert,
    cleanup,
  }) => {
    const spansFile = join(root, 'tmp', `spans-${randomUUID()}.json`)
    await mkdir(join(root, 'tmp'), { recursive: true })
    const cluster = new Cluster({
      SESSION_STORE: 'redis',
      NODE_OPTIONS: `--import=${PRELOAD}`,
      SPANS: spansFile,
    })
    cleanup(async () => {
      await cluster.close()
      await rm(spansFile, { force: true })
    })
    const member = await cluster.start()
    const tab = await RealTab.open(cluster, '/basket')
    const room = await RealTab.open(cluster, '/rooms/general')
    await tab.call('BasketState', 'put', 'a secret of the basket')
    await room.call('RoomState', 'say', { text: 'a secret of the room' })
    tab.close()
    room.close()
    assert.deepEqual(await cluster.stop(member, 'SIGTERM'), [0, null])
    const spans = JSON.parse(await readFile(spansFile, 'utf8')) as Span[]

    const event = spans.find(({ name }) => name === 'event BasketState.put')!
    const ofEvent = spans.filter(({ trace }) => trace === event.trace)
    const names = ofEvent.map(({ name }) => name)
    assert.includeMembers(names, ['handler BasketState.put', 'middleware SessionMiddleware'])
    assert.isTrue(names.some((name) => name.startsWith('store ')))
    // What the application asks redis for itself, here for the session, is its own to look at
    const commands = ofEvent.filter(({ attributes }) => attributes['db.system'] === 'redis')
    assert.isAbove(commands.length, 0)
    for (const { attributes } of spans) {
      assert.notMatch(
        String(attributes['db.statement'] ?? ''),
        /evalsha|reflex|publish|:tab-|:room-/i
      )
    }
    const told = JSON.stringify(spans)
    assert.notInclude(told, 'a secret of the room')
    assert.notInclude(told, 'a secret of the basket')
  })
})
