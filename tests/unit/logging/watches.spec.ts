/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import type { Logger } from '@adonisjs/core/logger'
import { BlockedLoopWatch, DescriptorWatch } from '../../../src/logging/main.ts'

type Line = [fields: Record<string, unknown>, message: string, ...values: unknown[]]

/** A logger whose warnings are kept. */
function loggerFor(lines: Line[]): Logger {
  return { warn: (...line: Line) => void lines.push(line) } as unknown as Logger
}

test.group('A blocked event loop', () => {
  /** A watch whose clock the test moves, and what is said to have run. */
  function watching() {
    const lines: Line[] = []
    const clock = { time: 0, cpu: 0 }
    const ran = { seen: [] as string[], others: [] as string[] }
    const watch = new BlockedLoopWatch(
      loggerFor(lines),
      { now: () => clock.time, cpu: () => clock.cpu },
      {
        look: () => ({ ...ran }),
        forget: () => Object.assign(ran, { seen: [], others: [] }),
      }
    )
    watch.start()
    watch.stop()
    const beatAfter = (time: number) => {
      clock.time += time
      clock.cpu += time / 2
      watch.beat()
    }
    return { lines, ran, beatAfter }
  }

  test('of a second has a line that names what blocked it', ({ assert }) => {
    const { lines, ran, beatAfter } = watching()
    for (let beat = 0; beat < 10; beat++) beatAfter(50)
    beatAfter(900)
    assert.deepEqual(lines, [])
    ran.seen = ['Cart.add']
    ran.others = ['Chat.wait']
    beatAfter(1_400)
    assert.lengthOf(lines, 1)
    assert.deepEqual(lines[0][0], { blocked: 1_350, cpu: 700, by: ['Cart.add'] })
    assert.include(lines[0].slice(1).join(' '), 'Cart.add blocked it')
  })

  test('whose cause was not seen names all that ran, a few of them', ({ assert }) => {
    const { lines, ran, beatAfter } = watching()
    ran.others = ['A.a', 'B.b', 'C.c', 'D.d', 'E.e', 'F.f', 'G.g']
    beatAfter(5_000)
    assert.containsSubset(lines[0][0], { running: ['A.a', 'B.b', 'C.c', 'D.d', 'E.e'], more: 2 })
  })

  test('with nothing of ours says so', ({ assert }) => {
    const { lines, beatAfter } = watching()
    beatAfter(5_000)
    assert.include(lines[0].slice(1).join(' '), 'nothing that this package knows of was running')
    assert.deepEqual(lines[0][0].running, [])
  })

  test('that is blocked again and again has a line a minute, which counts the others', ({
    assert,
  }) => {
    const { lines, beatAfter } = watching()
    for (let block = 0; block < 10; block++) beatAfter(2_000)
    assert.lengthOf(lines, 1)
    beatAfter(60_000)
    assert.lengthOf(lines, 2)
    assert.equal(lines[1][0].untold, 9)
    for (let block = 0; block < 4; block++) beatAfter(30_000)
    assert.lengthOf(lines, 4)
  })

  test('has a line for each culprit', ({ assert }) => {
    const { lines, ran, beatAfter } = watching()
    for (const name of ['Cart.add', 'Cart.add', 'Chat.say', 'Cart.add']) {
      ran.seen = [name]
      beatAfter(2_000)
    }
    assert.deepEqual(
      lines.map(([{ by }]) => by),
      [['Cart.add'], ['Chat.say']]
    )
  })

  test('has a line for a culprit that comes after one that is known', ({ assert }) => {
    const { lines, ran, beatAfter } = watching()
    for (const seen of [
      ['Cart.add'],
      ['Cart.add', 'Chat.say'],
      ['Cart.add', 'Chat.say'],
      ['Chat.say'],
    ]) {
      ran.seen = seen
      beatAfter(2_000)
    }
    assert.deepEqual(
      lines.map(([{ by }]) => by),
      [['Cart.add'], ['Cart.add', 'Chat.say']]
    )
    ran.seen = ['Chat.say', 'Cart.add']
    beatAfter(60_000)
    assert.equal(lines[2][0].untold, 2)
  })
})

test.group('File descriptors', () => {
  function watching(limit: number | undefined) {
    const lines: Line[] = []
    const system = { open: 10, time: 0, error: undefined as string | undefined }
    const watch = new DescriptorWatch(
      loggerFor(lines),
      {
        limit: async () => limit,
        open: async () => {
          if (system.error) throw Object.assign(new Error('open'), { code: system.error })
          return system.open
        },
      },
      () => system.time
    )
    return { lines, system, watch }
  }

  test('that run out are said once, and again when they do so anew', async ({ assert }) => {
    const { lines, system, watch } = watching(100)
    await watch.look()
    system.open = 89
    await watch.look()
    assert.lengthOf(lines, 0)
    system.open = 90
    await watch.look()
    await watch.look()
    assert.lengthOf(lines, 1)
    assert.deepEqual(lines[0][0], { open: 90, limit: 100 })
    system.open = 70
    await watch.look()
    system.open = 99
    await watch.look()
    assert.lengthOf(lines, 2)
  })

  test('that are not enough to look at them are said: {$self}')
    .with(['EMFILE', 'ENFILE'])
    .run(async ({ assert }, code) => {
      const { lines, system, watch } = watching(undefined)
      system.error = code
      await watch.look()
      await watch.look()
      assert.lengthOf(lines, 1)
      assert.equal(lines[0][0].cause, code)
      assert.include(lines[0].slice(1).join(' '), 'no file descriptor is left')
      system.time += 600_000
      await watch.look()
      assert.lengthOf(lines, 2)
    })

  test('are nothing to talk of where nobody knows how many there may be', async ({ assert }) => {
    const { lines, system, watch } = watching(undefined)
    system.open = 1_000_000
    await watch.look()
    system.error = 'EACCES'
    await watch.look()
    assert.lengthOf(lines, 0)
  })

  test('of this process are read', async ({ assert }) => {
    const lines: Line[] = []
    await new DescriptorWatch(loggerFor(lines)).look()
    assert.lengthOf(lines, 0)
  }).skip(process.platform !== 'linux', 'Linux only')
})
