/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { CloseCode } from '../../src/protocol/main.ts'
import { frameOf, Opcode, RawSocket } from '../helpers/attacks/raw_socket.ts'
import { Target } from '../helpers/attacks/target.ts'

/** A log this long says nothing more than a shorter one. */
const LOG_LIMIT = 100_000

/** What no browser sends first. */
const GARBAGE: Record<string, Buffer> = {
  'text': frameOf('garbage'),
  'JSON that is no hello': frameOf({ t: 'ack', n: 1 }),
  'bytes': frameOf(Buffer.from([1, 2, 3]), Opcode.Binary),
}

test.group('Frames', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start()
    return () => target.remove()
  })

  async function open(): Promise<RawSocket> {
    const raw = await RawSocket.connect(target)
    if ((await raw.upgrade()) !== 101) throw new Error('The upgrade was refused')
    return raw
  }

  async function openTab(path: string): Promise<RawSocket> {
    const browser = target.browser()
    const boot = await browser.load(path)
    const raw = await RawSocket.connect(target)
    await raw.upgrade({ cookie: browser.cookieHeader })
    await raw.hello(boot)
    return raw
  }

  /** Sends the same bytes until the server has had enough. */
  async function flood(raw: RawSocket, bytes: Buffer): Promise<void> {
    const many = Buffer.concat(Array.from({ length: 200 }, () => bytes))
    while (!raw.socket.destroyed) await raw.write(many)
  }

  for (const [what, bytes] of Object.entries(GARBAGE)) {
    test('a flood of {$self} without a hello is cut, and hardly logged', async ({ assert }) => {
      const before = await target.measure()
      const sockets = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const raw = await open()
          await raw.write(bytes)
          assert.equal(await raw.closeCode(), CloseCode.BadHello)
          return raw
        })
      )
      // Not before: what floods keeps this process from saying anything on the other sockets
      await Promise.all(sockets.map((raw) => flood(raw, bytes)))
      assert.equal(await target.visit(), 1)
      const after = await target.until(({ connections }) => connections === 0)
      assert.isAtMost(after.descriptors, before.descriptors + 5)
      assert.isBelow(await target.logSize(), LOG_LIMIT)
    }).with([what])
  }

  test('garbage on many sockets, one after the other, is logged as a number', async ({
    assert,
  }) => {
    for (let count = 0; count < 400; count++) {
      const raw = await open()
      raw.send('garbage')
      await raw.closeCode()
      raw.destroy()
    }
    const lines = (await target.log()).split('\n').filter((line) => line.includes('refused'))
    assert.isAtMost(lines.length, 100)
    assert.equal(await target.visit(), 1)
  })

  test('a flood of a known tab ends, and nothing runs after it', async ({ assert }) => {
    const raw = await openTab('/')
    for (let id = 1; id <= 5_000; id++) {
      if (raw.socket.destroyed) break
      raw.send({ t: 'event', id, s: 'CounterState', e: 'increment', a: [] })
    }
    assert.oneOf(await raw.cut(), [CloseCode.TooMuch, undefined])
    const answers = raw.received.filter((frame) => 'd' in frame)
    // A burst of three seconds' worth, and what the patience with it allows
    assert.isBelow(answers.length, 1_000)
    const { running } = await target.measure()
    assert.equal(running, 0)
    assert.isBelow(await target.logSize(), LOG_LIMIT)
  })

  test('a flood that slips some good frames in is cut as well', async ({ assert }) => {
    const raw = await openTab('/')
    void flood(
      raw,
      Buffer.concat([...Array.from({ length: 20 }, () => frameOf('x')), frameOf({ t: 'ping' })])
    )
    assert.oneOf(await raw.cut(), [CloseCode.TooMuch, undefined])
    assert.equal(await target.visit(), 1)
  })

  test('a flood of pings of the protocol is cut', async ({ assert }) => {
    const raw = await openTab('/')
    // Nothing is read, so what is answered would pile up
    raw.socket.pause()
    await flood(raw, frameOf(Buffer.alloc(125), Opcode.Ping))
    assert.equal(await target.visit(), 1)
  })

  test('fragments of one byte cost no memory, before the hello and after it', async ({
    assert,
  }) => {
    const before = await target.measure()
    const many = Buffer.concat(
      Array.from({ length: 20_000 }, () => frameOf(Buffer.from('x'), Opcode.Continuation, false))
    )
    const sockets = await Promise.all([
      ...Array.from({ length: 50 }, () => open()),
      ...Array.from({ length: 50 }, () => openTab('/')),
    ])
    for (const raw of sockets) {
      raw.send('x', Opcode.Text, false)
      void raw.write(many)
    }
    await Promise.all(sockets.map((raw) => raw.ended))
    const after = await target.until(({ connections }) => connections === 0)
    assert.isBelow(after.heap + after.external - before.heap - before.external, 20_000_000)
    assert.equal(await target.visit(), 1)
  })

  test('a frame that is never complete costs no more than the limit before the hello', async ({
    assert,
  }) => {
    const before = await target.measure()
    const sockets = await Promise.all(Array.from({ length: 100 }, () => open()))
    // It says that it has 60 kB, and the last byte never comes
    const most = frameOf(Buffer.alloc(60_000)).subarray(0, -1)
    await Promise.all(sockets.map((raw) => raw.write(most).then(() => raw.ended)))
    const after = await target.until(({ connections }) => connections === 0)
    assert.isBelow(after.arrayBuffers - before.arrayBuffers, 3_000_000)
  })
})
