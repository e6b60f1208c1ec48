/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { RawSocket } from '../helpers/attacks/raw_socket.ts'
import type { UpgradeHeaders } from '../helpers/attacks/raw_socket.ts'
import { Target } from '../helpers/attacks/target.ts'

/** What a proxy does to an upgrade, and the setting that is named for it. */
const MISTAKES: Record<string, [headers: UpgradeHeaders, setting: string]> = {
  'the host of the upstream': [
    { host: 'app:3333', origin: 'https://app.example.com' },
    'proxy_set_header Host $http_host',
  ],
  'its own address as the host': [
    { 'host': '127.0.0.1:3333', 'origin': 'https://app.example.com', 'x-forwarded-for': '1.2.3.4' },
    'proxy_set_header Host $http_host',
  ],
  'a host without its port': [
    { host: 'app.example.com', origin: 'http://app.example.com:8080' },
    'The proxy drops the port of the host',
  ],
  'a host that it says elsewhere': [
    {
      'host': '10.0.0.1',
      'origin': 'https://app.example.com',
      'x-forwarded-host': 'app.example.com',
    },
    'trustProxy',
  ],
  'no protocol': [
    { host: 'app.example.com', origin: 'https://app.example.com' },
    'X-Forwarded-Proto $scheme',
  ],
  'all that it should, for a foreign page': [
    { host: 'app.example.com', origin: 'http://evil.example' },
    'allowedOrigins',
  ],
}

test.group('Behind a proxy', (group) => {
  let target: Target

  group.each.setup(async () => {
    target = await Target.start({ REFLEX_HOSTS: 'app.example.com,*.tenants.example,127.0.0.1' })
    return () => target.remove()
  })

  async function refusal(headers: UpgradeHeaders): Promise<string> {
    const raw = await RawSocket.connect(target)
    raw.request(headers)
    return raw.text()
  }

  for (const [what, [headers, setting]] of Object.entries(MISTAKES)) {
    test('one that passes on {$self} is told the setting', async ({ assert }) => {
      const text = await refusal(headers)
      assert.match(text, /^HTTP\/1\.1 403/)
      assert.include(text, setting)
      assert.include(text, 'E_ORIGIN_REFUSED')
      assert.include(await target.log(), setting)
    }).with([what])
  }

  test('one that drops the headers of an upgrade is told so, and the log once', async ({
    assert,
  }) => {
    for (let count = 0; count < 20; count++) {
      const response = await fetch(`${target.base}/_event?x=${count}`, {
        method: count % 2 ? 'POST' : 'GET',
      })
      assert.equal(response.status, 426)
      assert.include(await response.text(), 'proxy_set_header Upgrade $http_upgrade')
    }
    const lines = (await target.log()).split('\n').filter((line) => line.includes('E_UPGRADE_M'))
    assert.lengthOf(lines, 1)
  })

  test('hosts of the application open sockets, and no others', async ({ assert }) => {
    const statuses: Record<string, number> = {}
    for (const host of [
      'app.example.com',
      'app.example.com:8080',
      'one.tenants.example',
      'evil.example',
      'evil-app.example.com',
      'app.example.com.evil.example',
      'tenants.example',
    ]) {
      const raw = await RawSocket.connect(target)
      statuses[host] = await raw.upgrade({ host, origin: `http://${host}` })
      raw.destroy()
    }
    assert.deepEqual(statuses, {
      'app.example.com': 101,
      'app.example.com:8080': 101,
      'one.tenants.example': 101,
      'evil.example': 403,
      'evil-app.example.com': 403,
      'app.example.com.evil.example': 403,
      'tenants.example': 403,
    })
    assert.include(await target.log(), 'E_HOST_REFUSED')
    // An origin that is listed is a host of documents
    const raw = await RawSocket.connect(target)
    assert.equal(await raw.upgrade({ origin: 'https://partner.example' }), 101)
    raw.destroy()
  })
})
