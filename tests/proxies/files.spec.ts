/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { test } from '@japa/runner'

import { HOST } from '../helpers/proxies/certificate.ts'
import { plainForm } from '../helpers/proxies/plain_form.ts'
import { PROXIES } from '../helpers/proxies/proxies.ts'
import { Proxy } from '../helpers/proxies/proxy.ts'
import { ProxiedApp } from '../helpers/proxies/proxied_app.ts'
import { bootOf, ProxiedBrowser } from '../helpers/proxies/proxied_browser.ts'
import type { Answer } from '../helpers/proxies/proxied_browser.ts'

interface Whereabouts {
  host: string
  protocol: string
  process: number
}

function decoded({ headers, body }: Answer): string {
  const decode = { gzip: gunzipSync, br: brotliDecompressSync, zstd: zstdDecompressSync }
  const encoding = headers['content-encoding'] as keyof typeof decode | undefined
  return (encoding ? decode[encoding](body) : body).toString()
}

/** Paths of what is new or has changed in a folder. */
async function filesChangedSince(folder: string, time: Date): Promise<string[]> {
  const paths = await readdir(folder, { recursive: true })
  const changed = await Promise.all(
    paths.map(async (path) => (await stat(join(folder, path))).ctime > time)
  )
  return paths.filter((_, index) => changed[index])
}

for (const { name, tags } of PROXIES) {
  test.group(`The guide's file for ${name}`, (group) => {
    let app: ProxiedApp
    let proxy: Proxy
    let browser: ProxiedBrowser

    group.tap((each) => each.tags(tags))
    group.setup(async () => {
      app = await ProxiedApp.start()
      proxy = await Proxy.start(name, { upstreams: app.ports })
      return async () => {
        await proxy.stop()
        await app.stop()
      }
    })
    group.each.setup(() => {
      browser = new ProxiedBrowser(proxy)
      return () => browser.close()
    })

    test('brings documents and sockets of both processes, with the host that the browser has', async ({
      assert,
    }) => {
      const processes = new Set<number>()
      for (let count = 0; count < 4; count++) {
        const tab = await browser.open('/')
        assert.equal(await tab.call('note', count), count)
        assert.deepEqual(await tab.call('list'), [count])
        const seen = await tab.call<Whereabouts>('whereabouts')
        assert.deepInclude(seen, { host: `${HOST}:${proxy.port}`, protocol: 'https' })
        processes.add(seen.process)
        // Of two processes in turn, one would get the documents and the other one the sockets
        if (count % 2) await browser.request('/whereabouts')
      }
      assert.lengthOf(processes, 2)
    })

    test('believes nothing that a browser says in the name of a proxy', async ({ assert }) => {
      const headers = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'http' }
      const { body } = await browser.request('/whereabouts', { headers })
      const seen = JSON.parse(body.toString()) as Whereabouts
      assert.deepInclude(seen, { host: `${HOST}:${proxy.port}`, protocol: 'https' })
      // Over HTTP/2 the host has another header
      const overHttp2 = JSON.parse(await browser.requestHttp2('/whereabouts')) as Whereabouts
      assert.deepInclude(overHttp2, { host: `${HOST}:${proxy.port}`, protocol: 'https' })
    })

    test('leads from plain HTTP to TLS', async ({ assert }) => {
      const { status, headers } = await fetch(`http://127.0.0.1:${proxy.plainPort}/cart?x=1`, {
        redirect: 'manual',
      })
      assert.oneOf(status, [301, 308])
      assert.match(headers.get('location')!, /^https:\/\/127\.0\.0\.1(:\d+)?\/cart\?x=1$/)
    })

    test('brings forms that are posted without a script', async ({ assert }) => {
      const page = await browser.request('/')
      const body = plainForm(page.body.toString(), { text: 'By hand' })
      const type = {
        'content-type': 'application/x-www-form-urlencoded',
        'referer': browser.origin,
      }
      const posted = await browser.request('/', { method: 'POST', body, headers: type })
      assert.equal(posted.status, 303)
      const next = await browser.request('/')
      assert.include(next.body.toString(), '<li>By hand</li>')
    })

    test('has assets kept for good, and compresses what is text', async ({ assert }) => {
      const headers = { 'accept-encoding': 'gzip' }
      const page = await browser.request('/', { headers })
      assert.equal(page.headers['cache-control'], 'no-store')
      assert.equal(page.headers['content-encoding'], 'gzip')
      const html = decoded(page)
      bootOf(html)
      const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(
        ([, path]) => path
      )
      assert.isNotEmpty(scripts)
      for (const path of scripts) {
        const script = await browser.request(path, { headers })
        assert.equal(script.status, 200)
        assert.equal(script.headers['cache-control'], 'public, max-age=31536000, immutable', path)
        if (decoded(script).length > 2_000) {
          assert.equal(script.headers['content-encoding'], 'gzip', path)
          assert.match(script.headers.vary ?? '', /accept-encoding/i)
        }
      }
      // Another content does not make another name of it
      const icon = await browser.request('/favicon.svg', { headers })
      assert.notInclude(icon.headers['cache-control'], 'immutable')
    })

    test('sends nobody the state of a process, or code that only the server should have', async ({
      assert,
    }) => {
      const [file, ...others] = [
        '/assets/server/ssr.js',
        '//assets//server/ssr.js',
        '/assets/./server/ssr.js',
        '/assets/%73erver/ssr.js',
        '/assets/server%2Fssr.js',
      ]
      const direct = await fetch(`http://127.0.0.1:${app.ports[0]}${file}`)
      assert.equal(direct.status, 200, 'The file is there')
      for (const path of ['/health/ready', '//health/ready?x', '/health/live', file, ...others]) {
        const { status } = await browser.request(path)
        assert.equal(status, 404, path)
      }
    })

    test('needs an application that writes into its folder "tmp", and nowhere else', async ({
      assert,
    }) => {
      const tab = await browser.open('/')
      await tab.call('note', 1)
      const written = await filesChangedSince(app.folder, app.startedAt)
      assert.deepEqual(
        written.filter((path) => !path.startsWith('tmp')),
        []
      )
    })

    test('takes a large frame and many headers', async ({ assert }) => {
      const tab = await browser.open('/')
      assert.equal(await tab.call('measure', 'x'.repeat(60_000)), 60_000)
      const { status, headers } = await browser.request('/many-cookies')
      assert.equal(status, 200)
      assert.isAtLeast(headers['set-cookie']!.join().length, 7_500)
    })
  })
}
