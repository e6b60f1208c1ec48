/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import { plainForm } from '../helpers/proxies/plain_form.ts'
import { PROXIES } from '../helpers/proxies/proxies.ts'
import { Proxy } from '../helpers/proxies/proxy.ts'
import { ProxiedApp } from '../helpers/proxies/proxied_app.ts'
import { ProxiedBrowser } from '../helpers/proxies/proxied_browser.ts'
import type { ProxiedTab, Question } from '../helpers/proxies/proxied_browser.ts'

const FORM = { 'content-type': 'application/x-www-form-urlencoded' }

/** Opens tabs of one session, which the first one begins. */
async function openTabs(browser: ProxiedBrowser, count: number): Promise<ProxiedTab[]> {
  const tabs: ProxiedTab[] = []
  while (tabs.length < count) tabs.push(await browser.open('/'))
  return tabs
}

/** Calls events one after the other until it is told to stop, and says how many there were. */
async function noteUntil(tab: ProxiedTab, isOver: () => boolean): Promise<number> {
  let last = 0
  while (!isOver()) {
    last++
    await tab.call('note', last)
    await setTimeout(5)
  }
  return last
}

/** Pages, assets and forms, asked for one after the other, and what has come instead of them. */
interface Asked {
  statuses: Set<number>
  /** Each request with an answer that an application without failures does not give. */
  failures: string[]
}

/** Asks for pages and assets, and posts forms, until it is told to stop. */
async function askUntil(proxy: Proxy, isOver: () => boolean): Promise<Asked> {
  const browser = new ProxiedBrowser(proxy)
  const asked: Asked = { statuses: new Set(), failures: [] }
  const ask = async (path: string, question: Question = {}) => {
    const at = new Date()
    const { status, headers, body } = await browser.request(path, question)
    asked.statuses.add(status)
    const text = body.toString()
    if (status !== (question.method ? 303 : 200)) {
      const request = `${question.method ?? 'GET'} ${path}`
      const took = `${at.toISOString()} to ${new Date().toISOString()}`
      asked.failures.push(
        `${request}, ${took}: ${status} ${JSON.stringify(headers)} ${text.slice(0, 500)}`
      )
    }
    return text
  }
  while (!isOver()) {
    const html = await ask('/')
    const [, script] = /src="(\/assets\/[^"]+\.js)"/.exec(html) ?? []
    await ask(script ?? '/')
    await ask('/', { method: 'POST', headers: FORM, body: plainForm(html, { text: 'x' }) })
  }
  return asked
}

for (const { name, tags } of PROXIES) {
  test.group(`A roll behind ${name}`, (group) => {
    let app: ProxiedApp
    let proxy: Proxy

    group.tap((each) => each.tags(tags))
    group.each.setup(async () => {
      app = await ProxiedApp.start()
      proxy = await Proxy.start(name, { upstreams: app.ports })
      return async () => {
        await proxy.stop()
        await app.stop()
      }
    })

    test('is noticed by nobody: no request fails, and each event is answered once and in order', async ({
      assert,
      cleanup,
    }) => {
      const browser = new ProxiedBrowser(proxy)
      cleanup(() => browser.close())
      const tabs = await openTabs(browser, 6)
      let isOver = false
      const noted = tabs.map((tab) => noteUntil(tab, () => isOver))
      const asked = [1, 2].map(() => askUntil(proxy, () => isOver))

      const roll: string[] = []
      const note = (what: string) => roll.push(`${new Date().toISOString()} ${what}`)
      for (const member of app.members) {
        note(`${member.port} is to stop`)
        assert.deepEqual(await member.stop(), [0, null])
        note(`${member.port} has stopped`)
        await member.start()
        note(`${member.port} is there again`)
        // The next one is not stopped before the proxy has found this one
        let found = 0
        while (found !== member.pid) {
          const { status, body } = await browser.request('/whereabouts')
          assert.equal(status, 200, [body.toString(), ...roll, proxy.output].join('\n'))
          found = (JSON.parse(body.toString()) as { process: number }).process
        }
        note(`${member.port} is found`)
      }
      isOver = true

      for (const { statuses, failures } of await Promise.all(asked)) {
        const seen = [...failures, ...roll, proxy.output, app.output].join('\n')
        assert.isEmpty(failures, seen)
        assert.sameMembers([...statuses], [200, 303])
      }
      for (const [index, count] of (await Promise.all(noted)).entries()) {
        const expected = Array.from({ length: count }, (_, number) => number + 1)
        assert.deepEqual(await tabs[index].call('list'), expected)
        assert.isAbove(tabs[index].sockets, 1)
      }
    }).timeout(300_000)

    test('and a process that dies take nothing from who is with the other one', async ({
      assert,
      cleanup,
    }) => {
      const browser = new ProxiedBrowser(proxy)
      cleanup(() => browser.close())
      const tabs = await openTabs(browser, 4)
      await Promise.all(tabs.map((tab) => tab.call('note', 1)))
      await app.members[0].stop('SIGKILL')
      // Documents are asked for at once, and none is lost
      for (let count = 0; count < 20; count++) {
        assert.equal((await browser.request('/')).status, 200)
      }
      await Promise.all(tabs.map((tab) => tab.call('note', 2)))
      for (const tab of tabs) assert.deepEqual(await tab.call('list'), [1, 2])
    })
  })
}
