/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { ImportInbox } from '../../../../../src/features/models/crud/import_inbox.ts'

const MOST = 1_000_000
const ADA = 'user 1'
const GRACE = 'user 2'

test.group('The inbox of an import', () => {
  const signal = new AbortController().signal

  test('has the text once all of it has come, in slices', async ({ assert }) => {
    const inbox = ImportInbox.open(9, MOST, ADA)
    const text = inbox.text(signal)
    inbox.receive('näm')
    assert.equal(inbox.received, 4)
    inbox.receive('e\n€')
    assert.equal(await text, 'näme\n€')
    assert.throws(() => inbox.receive('x'), /any longer/)
    inbox.close()
  })

  test('takes nothing that is no text, or is more than was announced', ({ assert }) => {
    const inbox = ImportInbox.open(3, MOST, ADA)
    for (const wrong of ['\0', 'a\uFFFD', '\uD800', 7, null, undefined, ['x'], { length: 1 }]) {
      assert.throws(() => inbox.receive(wrong), /not UTF-8/)
    }
    assert.throws(() => inbox.receive('four'), /may have 3 bytes/)
    inbox.close()
    for (const size of [0, -1, 1.5, MOST + 1, Number.NaN, '9', null, {}]) {
      assert.throws(() => ImportInbox.open(size, MOST, ADA), /may have/)
    }
  })

  test('is known by its id for as long as it is open', ({ assert }) => {
    const inbox = ImportInbox.open(1, MOST, ADA)
    assert.equal(ImportInbox.of(inbox.id), inbox)
    inbox.close()
    inbox.close()
    assert.throws(() => ImportInbox.of(inbox.id), /any longer/)
    assert.throws(() => ImportInbox.of(undefined), /any longer/)
  })

  test('holds no more in a process than it has room for, and gives all of it back', ({
    assert,
  }) => {
    const large = 32 * 1_024 * 1_024
    for (let round = 0; round < 3; round++) {
      const open = [ImportInbox.open(large, large, ADA), ImportInbox.open(large, large, ADA)]
      assert.throws(() => ImportInbox.open(1, large, GRACE), /Many files/)
      open.forEach((inbox) => inbox.close())
    }
    ImportInbox.open(large, large, ADA).close()
  })

  test('takes no more of one visitor than a few at once, whoever else waits', ({ assert }) => {
    for (let round = 0; round < 2; round++) {
      const open = [1, 2, 3, 4].map((size) => ImportInbox.open(size, MOST, ADA))
      assert.throws(() => ImportInbox.open(1, MOST, ADA), /Many files/)
      ImportInbox.open(1, MOST, GRACE).close()
      open[2].close()
      open[2].close()
      const next = ImportInbox.open(1, MOST, ADA)
      assert.throws(() => ImportInbox.open(1, MOST, ADA), /Many files/)
      for (const inbox of [...open, next]) inbox.close()
    }
  })

  test('is not held open by slices of nothing, or by a few at a time', async ({ assert }) => {
    const few = [() => '', (index: number) => (index < 100 ? 'x' : '')]
    for (const slice of few) {
      const inbox = ImportInbox.open(4_096, MOST, ADA)
      let count = 0
      const timer = setInterval(() => inbox.receive(slice(count++)), 1)
      await assert.rejects(() => inbox.text(signal, 50), /any longer/)
      clearInterval(timer)
      assert.isAbove(count, 0)
      inbox.close()
    }
  })

  test('waits no longer than it is told to, and not for what was given up', async ({ assert }) => {
    const inbox = ImportInbox.open(5, MOST, ADA)
    await assert.rejects(() => inbox.text(signal, 1), /any longer/)
    const stop = new AbortController()
    const waiting = inbox.command(stop.signal, 10_000)
    stop.abort(new Error('Given up'))
    await assert.rejects(() => waiting, 'Given up')
    await assert.rejects(() => inbox.command(stop.signal, 10_000), 'Given up')
    inbox.tell({ do: 'write', mode: 'all' })
    inbox.tell({ do: 'write', mode: 'valid' })
    assert.deepEqual(await inbox.command(signal, 10_000), { do: 'write', mode: 'valid' })
    inbox.close()
  })
})
