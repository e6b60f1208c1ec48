/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mock } from 'node:test'
import { test } from '@japa/runner'
import { OpenDownloads } from '../../../../src/features/downloads/open_downloads.ts'

const nothing = () => {}

test.group('Downloads that nobody has had yet', (group) => {
  group.each.setup(() => {
    mock.timers.enable({ apis: ['setTimeout'] })
    return () => mock.timers.reset()
  })

  test('are so many of one session, until they are over', ({ assert }) => {
    const open = new OpenDownloads(2, 1_000, nothing)
    const leave = open.enter('a', '1')
    open.enter('a', '2')
    assert.throws(() => open.enter('a', '3'), /Too many downloads/)
    open.enter('b', '4')
    leave()
    open.enter('a', '3')
    open.discount('2')
    open.enter('a', '5')
    assert.throws(() => open.enter('a', '6'), /Too many downloads/)
  })

  test('are removed when nobody fetches them, and not while they are sent', async ({ assert }) => {
    const open = new OpenDownloads(2, 1_000, nothing)
    const removed: string[] = []
    for (const id of ['1', '2']) {
      open.enter('a', id)
      open.expire(id, async () => void removed.push(id))
    }
    open.sends('1')
    mock.timers.tick(1_000)
    assert.deepEqual(removed, ['2'])
    open.enter('a', '3')
    assert.throws(() => open.enter('a', '4'), /Too many downloads/)
    open.leave('1')
    open.enter('a', '4')
  })

  test('end nobody where they cannot be removed, in time or afterwards', async ({ assert }) => {
    const told: unknown[] = []
    const open = new OpenDownloads(2, 1_000, (error) => told.push(error))
    const problem = Object.assign(new Error('Not permitted'), { code: 'EPERM' })
    open.enter('a', '1')
    open.expire('1', () => Promise.reject(problem))
    mock.timers.tick(1_000)
    open.enter('a', '2')
    open.end('2', () => Promise.reject(problem))
    await Promise.resolve()
    assert.deepEqual(told, [problem, problem])
    open.enter('a', '3')
    open.enter('a', '4')
  })

  test('may be ready when the process ends', async () => {
    const open = new OpenDownloads(2, 1_000, nothing)
    open.enter('a', '1')
    await open.close()
    open.expire('1', () => Promise.reject(new Error('It is for other processes')))
    mock.timers.tick(1_000)
  })
})
