/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EventEmitter } from 'node:events'
import type { Database } from '@adonisjs/lucid/database'
import { test } from '@japa/runner'
import { followConnections } from '../../../src/adonis/main.ts'

/** What is used of Lucid's manager of connections. */
class Manager {
  connections = new Map<string, { connection: EventEmitter & { client: object } }>()

  get(name: string) {
    return this.connections.get(name)
  }

  connect(name: string) {
    if (this.connections.has(name)) return
    const connection = Object.assign(new EventEmitter(), { client: {} })
    this.connections.set(name, { connection })
  }

  close(name: string) {
    this.connections.get(name)?.connection.emit('disconnect')
    this.connections.delete(name)
  }
}

/** Follows a database, and says what it sees. */
function following(manager: Manager) {
  const seen: string[] = []
  const stop = followConnections({ manager } as unknown as Database, (name) => {
    seen.push(`+${name}`)
    return () => seen.push(`-${name}`)
  })
  return { seen, stop }
}

test.group('Connections of Lucid', () => {
  test('are followed from when they are opened until they are closed', ({ assert }) => {
    const manager = new Manager()
    manager.connect('open')
    const { seen, stop } = following(manager)
    manager.connect('later')
    // Lucid connects with each query
    manager.connect('later')
    manager.close('later')
    manager.connect('later')
    stop()
    manager.connect('nobody')
    assert.deepEqual(seen, ['+open', '+later', '-later', '+later', '-open', '-later'])
    assert.isFalse(Object.hasOwn(manager, 'connect'))
  })

  test('are followed by several, who stop in any order: {0}')
    .with([
      ['the first one first', 0],
      ['the last one first', 1],
    ] as [string, number][])
    .run(({ assert }, [, first]) => {
      const manager = new Manager()
      const both = [following(manager), following(manager)]
      both[first].stop()
      manager.connect('shop')
      assert.deepEqual(both[first].seen, [])
      assert.deepEqual(both[1 - first].seen, ['+shop'])
      both[1 - first].stop()
      manager.connect('nobody')
      assert.deepEqual(both[1 - first].seen, ['+shop', '-shop'])
      assert.isFalse(Object.hasOwn(manager, 'connect'))
    })
})
