/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import { test } from '@japa/runner'
import { AdmittedUploads } from '../../../../src/features/uploads/admitted_uploads.ts'
import { TabUploads } from '../../../../src/features/uploads/tab_uploads.ts'
import type { TabUpload } from '../../../../src/features/uploads/tab_uploads.ts'

const OF = { state: 'FilmState', event: 'add' }

/** Tabs of different visitors that send files to a disk. */
function world(totalFiles: number, isDirect = true) {
  const tabs: { session: string; parts: Map<string, TabUploads> }[] = []
  let looks = 0
  const all = () => {
    looks++
    return tabs.values()
  }
  const admitted: AdmittedUploads = new AdmittedUploads({
    host: { tabs: { all, ofSession: (id: string) => tabs.filter((tab) => tab.session === id) } },
    limits: { files: 10, bytes: 1_000, totalFiles, chunkSize: 10, atOnce: 1 },
    claims: { seal: () => 'claim' },
    folder: { makeRoom: async () => {}, create: async () => {}, remove: async () => {} },
    direct: {
      place: () => ({ key: 'key' }),
      async address() {
        await setImmediate()
        return isDirect ? 'address' : undefined
      },
      remove: async () => {},
    },
  } as never)
  const open = () => {
    const part = new TabUploads({
      counted: (change) => admitted.counted(change),
      discard: async () => {},
      release: async () => {},
      renew: async () => {},
    })
    const tab = { session: randomUUID(), parts: new Map([['uploads', part]]) }
    tabs.push(tab)
    /** The tab leaves the process. */
    const leave = () => {
      tabs.splice(tabs.indexOf(tab), 1)
      part.ended()
    }
    return { tab, part, leave }
  }
  const admit = ({ tab }: ReturnType<typeof open>, ...refs: string[]) => {
    const files = refs.map((ref) => ({ ref, name: ref, size: 1, type: '' }))
    return admitted.admit(tab as never, files, OF, { direct: true })
  }
  return { open, admit, looks: () => looks }
}

test.group('Files that browsers send to disks', () => {
  test('are no more than all visitors may have, however many ask at once', async ({ assert }) => {
    const { open, admit } = world(5)
    const asked = Array.from({ length: 20 }, () => admit(open(), 'a', 'b'))
    const answers = await Promise.allSettled(asked)
    assert.lengthOf(
      answers.filter(({ status }) => status === 'fulfilled'),
      2
    )
  })

  test('are looked for in no tab before there are too many', async ({ assert }) => {
    const { open, admit, looks } = world(3)
    for (const ref of ['a', 'b', 'c']) await admit(open(), ref)
    assert.equal(looks(), 0)
    await assert.rejects(() => admit(open(), 'd'), /no room/)
  })

  test('count until an event has them, their page gives them up, or their tab leaves', async ({
    assert,
  }) => {
    const { open, admit } = world(2)
    const ends: ((of: ReturnType<typeof open>) => unknown)[] = [
      ({ part }) => part.take(part.find('a')!),
      ({ part }) => part.told(['a', 'b']),
      ({ part }) => part.disowned(),
      ({ leave }) => leave(),
      async ({ part, leave }) => {
        leave()
        await part.dropped()
      },
    ]
    for (const end of ends) {
      const of = open()
      await admit(of, 'a', 'b')
      await assert.rejects(() => admit(open(), 'c'), /no room/)
      await end(of)
      const other = open()
      await admit(other, 'd')
      other.leave()
      await of.part.disowned()
    }
  })

  test('count in the process that takes their tab up', async ({ assert }) => {
    const { open, admit } = world(2)
    const first = open()
    await admit(first, 'a', 'b')
    const packed = structuredClone(first.part.pack())
    first.leave()
    open().part.restore(packed)
    await assert.rejects(() => admit(open(), 'c'), /no room/)
  })

  test('count no longer where a tab could not be taken up', async ({ assert }) => {
    const { open, admit } = world(2)
    const { tab, part } = open()
    part.restore([
      { ref: 'a', bucket: { key: 'key' } },
      { ref: 'b', bucket: { key: 'key' } },
    ])
    tab.parts.clear()
    assert.property(await admit(open(), 'c', 'd'), 'to')
  })

  test('count as those of the folder where their disk has no addresses', async ({ assert }) => {
    const { open, admit } = world(1, false)
    for (const ref of ['a', 'b', 'c']) assert.notProperty(await admit(open(), ref), 'to')
  })

  test('are found under the name that a new one has by now', async ({ assert }) => {
    const { open, admit } = world(5)
    const of = open()
    await admit(of, 'a')
    const { part } = of
    const before = part.find('a') as TabUpload
    await part.told(['a'])
    await admit(of, 'a')
    part.take(before)
    assert.isDefined(part.find('a'))
  })
})
