/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { test } from '@japa/runner'
import type { WebSocket } from 'ws'
import type { Substitutions } from '../helpers/proxies/guide.ts'
import { PROXIES } from '../helpers/proxies/proxies.ts'
import { Proxy } from '../helpers/proxies/proxy.ts'
import type { ProxyName } from '../helpers/proxies/proxy.ts'
import { ProxiedApp } from '../helpers/proxies/proxied_app.ts'
import { ProxiedBrowser } from '../helpers/proxies/proxied_browser.ts'

/**
 * What of the guide's file limits how long a socket may be quiet, a thirtieth of it. A browser's sign
 * of life comes each 25 seconds, so each 25 / 30 of one here.
 */
const QUIET: Record<ProxyName, Substitutions> = {
  nginx: [['proxy_read_timeout 90s;', 'proxy_read_timeout 3s;']],
  haproxy: [['timeout tunnel 90s', 'timeout tunnel 3s']],
  // It has no such limit
  caddy: [],
}
const SIGN_OF_LIFE = 25_000 / 30

/** A socket of a page, after the hello. */
async function greet(browser: ProxiedBrowser): Promise<WebSocket> {
  const { token, build, page } = await browser.load('/')
  const socket = browser.socket()
  await once(socket, 'open')
  socket.send(JSON.stringify({ t: 'hello', v: 1, token, build, url: page.url, n: 0, id: 0 }))
  await once(socket, 'message')
  return socket
}

for (const { name, tags } of PROXIES) {
  test.group(`A quiet socket behind ${name}`, (group) => {
    group.tap((each) => each.tags(tags))

    test('lives by the signs of life of a browser, and by nothing less', async ({
      assert,
      cleanup,
    }) => {
      const app = await ProxiedApp.start()
      cleanup(() => app.stop())
      const proxy = await Proxy.start(name, { upstreams: app.ports, changes: QUIET[name] })
      cleanup(() => proxy.stop())
      const browser = new ProxiedBrowser(proxy)
      cleanup(() => browser.close())

      const [living, silent] = [await greet(browser), await greet(browser)]
      let pongs = 0
      living.on('message', () => pongs++)
      const beat = setInterval(() => living.send('{"t":"ping"}'), SIGN_OF_LIFE)
      cleanup(() => clearInterval(beat))
      if (QUIET[name].length > 0) await once(silent, 'close')
      while (pongs < 8) await once(living, 'message')
      assert.equal(living.readyState, living.OPEN)
    })
  })
}
