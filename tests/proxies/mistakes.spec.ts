/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { Substitutions } from '../helpers/proxies/guide.ts'
import { Proxy } from '../helpers/proxies/proxy.ts'
import type { ProxyName } from '../helpers/proxies/proxy.ts'
import { ProxiedApp } from '../helpers/proxies/proxied_app.ts'
import { ProxiedBrowser } from '../helpers/proxies/proxied_browser.ts'

interface Mistake {
  what: string
  name: ProxyName
  changes: Substitutions
  status: number
  code: string
  /** What is named as the remedy. */
  setting: string
}

const FORWARDED_HOST: Substitutions[number] = ['proxy_set_header X-Forwarded-Host $http_host;', '']

const MISTAKES: Mistake[] = [
  {
    what: 'without the headers of an upgrade',
    name: 'nginx',
    changes: [
      ['proxy_set_header Upgrade $http_upgrade;', ''],
      ['proxy_set_header Connection $connection_upgrade;', ''],
    ],
    status: 426,
    code: 'E_UPGRADE_MISSING',
    setting: 'proxy_set_header Upgrade $http_upgrade',
  },
  {
    what: 'that drops the port of the host',
    name: 'nginx',
    changes: [
      FORWARDED_HOST,
      ['proxy_set_header Host $http_host;', 'proxy_set_header Host $host;'],
    ],
    status: 403,
    code: 'E_ORIGIN_REFUSED',
    setting: 'The proxy drops the port of the host: in nginx, proxy_set_header Host $http_host',
  },
  {
    what: 'that says the host of the upstream',
    name: 'nginx',
    changes: [FORWARDED_HOST, ['proxy_set_header Host $http_host;', '']],
    status: 403,
    code: 'E_ORIGIN_REFUSED',
    setting: 'proxy_set_header Host $http_host',
  },
  {
    what: 'that does not say that it has ended TLS',
    name: 'haproxy',
    changes: [['http-request set-header X-Forwarded-Proto https', '']],
    status: 403,
    code: 'E_ORIGIN_REFUSED',
    setting: 'The proxy does not say that it has ended TLS',
  },
]

test.group('A proxy', (group) => {
  let app: ProxiedApp

  group.tap((each) => each.tags(['@redis', '@nginx', '@haproxy']))
  group.setup(async () => {
    app = await ProxiedApp.start()
    return () => app.stop()
  })

  test('{what} is told in the log, and in the answer to the socket, what to set')
    .with(MISTAKES)
    .run(async ({ assert, cleanup }, { name, changes, status, code, setting }) => {
      const proxy = await Proxy.start(name, { upstreams: app.ports, changes })
      cleanup(() => proxy.stop())
      const browser = new ProxiedBrowser(proxy)
      cleanup(() => browser.close())
      await browser.load('/')
      const before = app.output.length

      const socket = browser.socket()
      const [, response] = (await once(socket, 'unexpected-response')) as [unknown, IncomingMessage]
      assert.equal(response.statusCode, status)
      const answer = JSON.parse(await text(response)) as { code: string; message: string }
      assert.equal(answer.code, code)
      assert.include(answer.message, setting)
      // The log is written by a thread of its own
      while (!app.output.slice(before).includes(code)) await setTimeout(20)
      assert.include(app.output.slice(before), setting)
    })
})
