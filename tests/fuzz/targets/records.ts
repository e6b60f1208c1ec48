/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { readdir, readFile, rename, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { serialize } from 'node:v8'
import fc from 'fast-check'
import { bytesOf, damaged, json } from '../inputs.ts'
import { Violation } from '../fuzz_server.ts'
import { greet } from '../greeting.ts'
import { fill } from '../target.ts'
import type { Target } from '../target.ts'
import { Visitor } from '../visitor.ts'

/** What a disk may give back for a record: it with some damage, a part, nothing, something else. */
const stored = fc.oneof(
  damaged(fc.constant(bytesOf('{{record}}'))),
  fc.tuple(fc.nat(3_000), fc.nat(255)).map(([at, value]) => bytesOf(`{{record}}\n${at} ${value}`)),
  json.map((value) => new Uint8Array(serialize(value))),
  fc
    .record({ owner: json, fence: json, data: json })
    .map((record) => new Uint8Array(serialize(record))),
  fc.uint8Array({ maxLength: 60 })
)

/** The record with the bytes changed that the lines after it say. */
function damage(input: Uint8Array, record: Buffer): Buffer {
  const text = Buffer.from(input).toString('latin1')
  if (!text.startsWith('{{record}}\n')) return fill(input, { record: record.toString('latin1') })
  const bytes = Buffer.from(record)
  for (const line of text.split('\n').slice(1)) {
    const [at, value] = line.split(' ').map(Number)
    if (Number.isInteger(at) && at >= 0) bytes[at % bytes.length] = value
  }
  return bytes
}

/** What is read from the disk in the place of the records of a tab and of its room. */
export const records: Target = {
  name: 'records',
  inputs: stored,
  words: ['{{record}}', '{{record}}\n20 255\n', '\xff\x0f', 'o"', '{'],
  async prepare(server) {
    const opened = new Set<string>()
    let room = 0
    return async (input) => {
      const visitor = new Visitor(server)
      const tab = await visitor.open(`/rooms/fuzz-${++room}`)
      await tab.call('RoomState', 'increment')
      const closed = tab.closed()
      tab.socket.close()
      await closed
      await server.ask('forget')

      const later = new Date(Date.now() + 600_000)
      for (const name of await readdir(server.files)) {
        if (opened.has(name) || name.includes('.')) continue
        opened.add(name)
        const path = join(server.files, name)
        // The server forgets tabs of earlier inputs meanwhile
        const record = await readFile(path).catch(() => undefined)
        if (!record) continue
        // The time of a file says until when it is good, so it comes to its place with that
        await writeFile(`${path}.tmp`, damage(input, record))
        await utimes(`${path}.tmp`, later, later)
        await rename(`${path}.tmp`, path)
      }

      const again = await visitor.connect(tab.boot)
      const { token, build, page } = tab.boot
      const hello = { t: 'hello', v: 1, token, build, url: page.url, n: 0, id: 0 }
      const code = await greet(again, JSON.stringify(hello))
      if (code !== 0) throw new Violation(`A tab with a damaged record was closed with ${code}`)
      const response = await fetch(server.url + page.url, { headers: { cookie: visitor.cookie } })
      if (response.status !== 200) throw new Violation(`A page answers with ${response.status}`)
    }
  },
}
