/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import fc from 'fast-check'
import { Target } from '../helpers/attacks/target.ts'

/** Names that a frame has, and names that it should not have. */
const key = fc.constantFrom(
  't',
  'id',
  's',
  'e',
  'a',
  'n',
  'url',
  'token',
  'build',
  'v',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'then',
  ''
)
const word = fc.oneof(
  fc.constantFrom(
    'event',
    'nav',
    'hello',
    'ack',
    'ping',
    'prefetch',
    'error',
    'welcome',
    'CounterState',
    'FailureState',
    'GuardedState',
    'increment',
    'add',
    'order',
    'unexpected',
    'constructor',
    '__proto__',
    '/',
    '/guarded',
    '//evil',
    '\u2028',
    '\ud800'
  ),
  fc.string({ maxLength: 20 })
)
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.integer(),
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 5 })
  ),
}))

/** Anything from noise to a frame that is all but right. */
const frame = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.uint8Array({ maxLength: 60 }),
  value.map((json) => JSON.stringify(json) ?? ''),
  fc
    .record(
      {
        t: fc.constantFrom('event', 'nav', 'prefetch', 'ack', 'ping', 'hello'),
        id: fc.oneof(fc.integer({ min: -2, max: 50 }), value),
        s: fc.oneof(fc.constantFrom('CounterState', 'FailureState', 'FlashState'), value),
        e: fc.oneof(fc.constantFrom('increment', 'add', 'boom', 'order', 'read'), value),
        a: fc.oneof(fc.array(value, { maxLength: 3 }), value),
        n: fc.oneof(fc.nat(5), value),
        url: fc.oneof(fc.constantFrom('/', '/guarded', '/flash'), value),
      },
      { requiredKeys: ['t'] }
    )
    .map((json) => JSON.stringify(json))
)

const FRAMES = 10_000

/** As many as one socket may send at once. */
const PER_SOCKET = 250

test.group('Random frames', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  async function throwFrames(frames: (string | Uint8Array)[]): Promise<void> {
    for (let start = 0; start < frames.length; start += PER_SOCKET) {
      const attacker = target.browser()
      const tab = await attacker.open('/')
      await tab.hello()
      for (const text of frames.slice(start, start + PER_SOCKET)) tab.socket.send(text)
      // A ping is answered after all that came before it, unless the socket was closed
      const over = Promise.race([
        tab.next((answer) => answer.t === 'pong').catch(() => undefined),
        tab.closed(),
      ])
      tab.send({ t: 'ping' })
      await over
      attacker.close()
    }
  }

  test('10,000 of them crash nothing, reach no other tab and leave no memory behind', async ({
    assert,
  }) => {
    const browser = target.browser()
    const bystander = await browser.open('/')
    await bystander.hello()
    const frames = fc.sample(frame, { numRuns: FRAMES, seed: 7 })
    await throwFrames(frames.slice(0, 3_000))
    const before = await target.measure()
    await throwFrames(frames)
    const after = await target.until(({ connections }) => connections === 1)

    const { d } = await bystander.call('CounterState', 'increment')
    assert.deepEqual(d, { CounterState: [[0, ['count'], 1]] })
    assert.lengthOf(bystander.frames, 2)
    // Less than 300 bytes for each frame would hide no frame that is kept, the tabs aside
    assert.isBelow(after.heap - before.heap, FRAMES * 300)
    browser.close()
  })
})
