/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { EventEmitter } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { test } from '@japa/runner'
import { parseSync } from 'oxc-parser'
import { Devtools, PANEL_URL } from '../../../../../src/features/devtools/main.ts'
import type { DevtoolsConfig } from '../../../../../src/features/devtools/main.ts'
import type { EndpointExchange, FeatureHost, Tab } from '../../../../../src/tabs/main.ts'

interface Answer {
  status?: number
  type?: string
  body?: unknown
}

/** The devtools of an application that does nothing. */
function devtools() {
  const config: DevtoolsConfig = {
    root: import.meta.dirname,
    database: undefined,
    emitter: new EventEmitter() as never,
    form: { convertEmptyStringsToNull: true, trimWhitespaces: true },
    writeTest: async () => ({ text: 'a test', steps: 1, left: [] }),
    log: { error: (fields: { err: unknown }) => Promise.reject(fields.err) } as never,
  }
  const feature = new Devtools({} as FeatureHost, config)
  const open = (id: string) => {
    const shown = { info: { url: '/cart' } }
    const tab = { id, usedAt: 1, shown, states: { whole: {} } } as unknown as Tab
    return { tab, part: feature.attach(tab) }
  }
  const ask = async (path: string, tabs: Tab[] = [], body?: object | Readable) => {
    const answer: Answer = {}
    const response = {
      response: new EventEmitter(),
      header: (name: string, value: string) => {
        if (name === 'content-type') answer.type = value
      },
      status: (status: number) => {
        answer.status = status
        return response
      },
      send: (sent: unknown) => void (answer.body = sent),
    }
    const text =
      body instanceof Readable ? body : Readable.from([Buffer.from(JSON.stringify(body ?? {}))])
    const request = Object.assign(text, {
      headers: {},
      method: body ? 'POST' : 'GET',
      url: `/_event/devtools/${path}`,
    })
    const exchange = { request, response, tabs, session: 'one' } as unknown as EndpointExchange
    await feature.endpoint.respond(exchange)
    return answer
  }
  return { open, ask }
}

test.group('The endpoint of the devtools', () => {
  test('gives out each file of the panel as JavaScript, and no other file', async ({ assert }) => {
    const { ask } = devtools()
    const left = [PANEL_URL.split('/').at(-1)!]
    const given = new Set<string>()
    for (const name of left) {
      if (given.has(name)) continue
      given.add(name)
      const { type, body } = await ask(name)
      assert.match(type!, /^text\/javascript/, name)
      const { errors, module } = parseSync(name, String(body), { lang: 'js' })
      assert.deepEqual(errors, [], name)
      left.push(
        ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value.replace('./', ''))
      )
    }
    const folder = join(import.meta.dirname, '../../../../../src/features/devtools/client')
    const files = await readdir(folder)
    // All but one that has types only
    assert.sameMembers(
      [...given].map((name) => name.replace(/\.js$/, '.ts')),
      files.filter((file) => file !== 'view.ts')
    )
    for (const name of ['nothing.js', '..%2Fmain.js', '../panel/panel.js']) {
      assert.equal((await ask(name).catch(() => ({ status: 404 }))).status, 404, name)
    }
  })

  test('answers for tabs of the own session, and for no others', async ({ assert }) => {
    const { ask, open } = devtools()
    const { tab, part } = open('tab1')
    part.received!({ t: 'event', id: 1, s: 'Cart', e: 'add' })
    part.sent!({ id: 1, x: { status: 404, code: 'E_EVENT_UNKNOWN', message: 'No such event' } })
    const { body } = await ask('journal?tab=tab1', [tab])
    const news = JSON.parse(String(body)) as { journal: string; last: number; entries: object[] }
    assert.containsSubset(news, { tab: 'tab1', last: 1, entries: [{ n: 1, name: 'Cart.add' }] })
    // The tab of a document that is gone is the one that shows its address
    const byAddress = await ask('journal?tab=gone&url=/cart', [tab])
    assert.include(String(byAddress.body), 'Cart.add')

    const { tab: other } = open('tab2')
    other.shown!.info.url = '/elsewhere'
    await assert.rejects(() => ask('journal?tab=tab1', [other]), /no tab of this browser/)
    await assert.rejects(() => ask('journal?tab=tab1', []), /no tab of this browser/)
    await assert.rejects(
      () => ask('journal?tab=tab1', [], { do: 'test' }),
      /no tab of this browser/
    )
  })

  test('does what the panel asks for, and refuses what it does not know', async ({ assert }) => {
    const { ask, open } = devtools()
    const { tab } = open('tab1')
    const { body } = await ask('journal?tab=tab1', [tab])
    const { journal } = JSON.parse(String(body)) as { journal: string }
    const run = (command: object) => ask(`journal?tab=tab1&journal=${journal}`, [tab], command)
    assert.deepEqual((await run({ do: 'test' })).body, { text: 'a test', steps: 1, left: [] })
    await assert.rejects(() => run({ do: 'again', n: 9 }), /does not have it any more/)
    await assert.rejects(() => run({ do: 'explain', n: 9, query: 0 }), /does not have it any more/)
    await assert.rejects(() => run({ do: 'anything' }), /no such command/)
    await assert.rejects(
      () => run({ do: 'edit', state: 'Cart', name: 'count', value: 1 }),
      /not shown to anybody/
    )
  })

  test('refuses what is not a command, and reads no more of it than one may have', async ({
    assert,
  }) => {
    const { ask, open } = devtools()
    const { tab } = open('tab1')
    const post = (...chunks: string[]) =>
      ask('journal?tab=tab1', [tab], Readable.from(chunks.map((text) => Buffer.from(text))))
    for (const text of ['null', '0', '[]', '"do"', '{}', 'no JSON', '']) {
      const error = await post(text).then(
        () => undefined,
        (reason: unknown) => reason as { code?: string }
      )
      assert.equal(error?.code, 'E_DEVTOOLS_COMMAND', text)
    }
    let given = 0
    const endless = Readable.from(
      (function* () {
        for (;;) {
          given++
          yield Buffer.alloc(1_000_000, ' ')
        }
      })(),
      { highWaterMark: 1 }
    )
    await assert.rejects(() => ask('journal?tab=tab1', [tab], endless), /too long/)
    assert.isBelow(given, 10)
  })

  test('does nothing to a tab that was not asked, and by no number of another journal', async ({
    assert,
  }) => {
    const { ask, open } = devtools()
    const { tab } = open('tab1')
    await assert.rejects(
      () => ask('journal?tab=gone&url=/cart', [tab], { do: 'test' }),
      /no tab of this browser/
    )
    await assert.rejects(
      () => ask('journal?tab=tab1&journal=of-another-process', [tab], { do: 'again', n: 1 }),
      /begun anew/
    )
  })

  test('tells a panel whose tab is gone of another one from its first entry on', async ({
    assert,
  }) => {
    const { ask, open } = devtools()
    const { tab, part } = open('tab1')
    part.received!({ t: 'event', id: 1, s: 'Cart', e: 'add' })
    part.sent!({ id: 1, x: { status: 404, code: 'E_EVENT_UNKNOWN', message: 'No such event' } })
    const { body } = await ask('journal?tab=tab1', [tab])
    const { journal } = JSON.parse(String(body)) as { journal: string }
    const other = await ask(`journal?tab=gone&url=/cart&journal=${journal}&after=40`, [tab])
    assert.include(String(other.body), 'Cart.add')
  })
})
