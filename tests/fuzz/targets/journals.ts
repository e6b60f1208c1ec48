/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import fc from 'fast-check'
import { FileStore } from '../../../src/stores/main.ts'
import { bytesOf, damaged, json } from '../inputs.ts'
import { Violation } from '../fuzz_server.ts'
import type { Target } from '../target.ts'

const entry = fc.record({
  id: fc.oneof(fc.constantFrom('tab', '../escape', 'a/b', ''), json),
  stored: fc.oneof(
    fc.record({ owner: fc.constant('x'), fence: fc.nat(9), data: fc.constant(bytesOf('data')) }),
    json
  ),
  expires: fc.oneof(fc.constant(new Date(4_000_000_000_000)), fc.date(), json),
})

const journal = fc.oneof(
  fc.array(entry, { maxLength: 3 }).map((entries) => new Uint8Array(serialize(entries))),
  json.map((value) => new Uint8Array(serialize(value))),
  fc.uint8Array({ maxLength: 60 })
)

/** What a crash, or a disk, may have left of a journal of the file store. */
export const journals: Target = {
  name: 'journals',
  inputs: damaged(journal),
  words: ['\xff\x0f', 'A\x01', 'o"', '"\x02id', '"\x06stored', '{'],
  async prepare() {
    return async (input) => {
      const folder = await mkdtemp(join(tmpdir(), 'reflex-journals-'))
      await writeFile(join(folder, 'left.journal'), input)
      const store = new FileStore(folder)
      try {
        const lease = { owner: 'process', fence: 1 }
        const isWritten = await store.write({
          id: 'other',
          lease,
          data: bytesOf('well'),
          keepFor: 60_000,
        })
        const read = await store.read('other')
        if (!isWritten || Buffer.from(read?.data ?? []).toString() !== 'well') {
          throw new Violation('A record is not what was written')
        }
      } catch (error) {
        throw error instanceof Violation
          ? error
          : new Violation(`The store does not work: ${String((error as Error).cause ?? error)}`)
      } finally {
        await store.close()
        await rm(folder, { recursive: true })
      }
    }
  },
}
