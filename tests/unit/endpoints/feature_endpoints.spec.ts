/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { ServerFactory } from '@adonisjs/core/factories/http'
import { Logger } from '@adonisjs/core/logger'
import { test } from '@japa/runner'
import { FeatureEndpoints } from '../../../src/endpoints/main.ts'
import { LimitedLog } from '../../../src/logging/main.ts'
import { Features } from '../../../src/tabs/main.ts'
import type { EndpointExchange } from '../../../src/tabs/main.ts'

type Respond = (exchange: EndpointExchange) => unknown

/** Serves one feature, whose endpoint does this. */
async function serve(cleanup: (work: () => void) => void, respond: Respond) {
  const lines: Record<string, unknown>[] = []
  const write = (line: string) => lines.push(JSON.parse(line) as Record<string, unknown>)
  const logger = new Logger({ enabled: true, level: 'info', destination: { write } })
  const features = new Features()
  features.add({
    name: 'odd',
    endpoint: { respond: async (exchange) => void (await respond(exchange)) },
  })
  const endpoints = new FeatureEndpoints({
    features,
    server: new ServerFactory().create(),
    refusals: new LimitedLog(logger),
    allows: ({ headers }) => headers.origin !== 'https://evil.example',
    sessionOf: () => 'session',
    tabsOf: () => [],
    development: false,
  })
  const outcomes: Promise<void>[] = []
  const server = createServer((request, reply) => {
    outcomes.push(endpoints.respond(request, reply))
  })
  cleanup(() => {
    server.closeAllConnections()
    server.close()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const ask = (init?: RequestInit) => fetch(`http://127.0.0.1:${port}/_event/odd`, init)
  return { ask, lines, outcomes }
}

const fails = () => {
  throw new Error('unreadable')
}

/** What an endpoint may throw that is no exception of HTTP. */
const THROWN: Record<string, unknown> = {
  'null': null,
  'undefined': undefined,
  'a text': 'text',
  'a number': 42,
  'a success': { status: 200, message: 'done' },
  'a redirect': { status: 302 },
  'no status at all': { status: 42 },
  'a status beyond': { status: 1_000 },
  'half a status': { status: 404.5 },
  'a status in words': { status: '404' },
  'what cannot be read': Object.defineProperties(
    {},
    {
      status: { get: fails },
      code: { get: fails },
      message: { get: fails },
      toString: { value: fails },
    }
  ),
  'nothing readable': new Proxy({}, { get: fails, getPrototypeOf: fails }),
  'a validation that is none': { code: 'E_VALIDATION_ERROR', messages: [null, 5, {}] },
}

test.group('An endpoint that fails', () => {
  test('answers with a failure, whatever it throws: {$self}')
    .with(Object.keys(THROWN))
    .run(async ({ assert, cleanup }, what) => {
      const { ask, lines, outcomes } = await serve(cleanup, () => {
        throw THROWN[what]
      })
      const response = await ask()
      assert.equal(response.status, 500)
      assert.deepInclude(await response.json(), { status: 500, code: 'E_EVENT_FAILED' })
      assert.lengthOf(lines, 1)
      await Promise.all(outcomes)
    })

  test('says why where its status is one of a failure: {$self}')
    .with([400, 404, 422, 499])
    .run(async ({ assert, cleanup }, status) => {
      const { ask } = await serve(cleanup, () => {
        throw Object.assign(new Error('Not so'), { status, code: 'E_ODD' })
      })
      const response = await ask()
      assert.equal(response.status, status)
      assert.deepEqual(await response.json(), { status, code: 'E_ODD', message: 'Not so' })
    })

  test('takes back what it has set before', async ({ assert, cleanup }) => {
    const { ask } = await serve(cleanup, ({ response }) => {
      response.status(201).header('content-disposition', 'attachment').plainCookie('a', 'b')
      response.response.setHeader('x-odd', 'yes')
      throw new Error('too late')
    })
    const { status, headers } = await ask()
    assert.equal(status, 500)
    assert.match(headers.get('content-type')!, /^application\/json/)
    for (const name of ['set-cookie', 'content-disposition', 'x-odd']) {
      assert.isFalse(headers.has(name))
    }
  })

  const UNSENDABLE: Record<string, Respond> = {
    'what fails as it is written': ({ response }) => response.json({ toJSON: fails }),
    'a function': ({ response }) => response.send(() => {}),
    'a header with a line break': ({ response }) => {
      response.header('x-name', 'a\r\nset-cookie: b=c').send('text')
    },
    'a header with a line break, and a stream': ({ response }) => {
      response.header('x-name', 'a\r\nset-cookie: b=c').stream(Readable.from(['text']))
    },
    'a header with a line break, and a file': ({ response }) => {
      response.header('x-name', 'a\r\nset-cookie: b=c').download(import.meta.filename)
    },
  }

  test('fails as well with what cannot be sent: {$self}')
    .with(Object.keys(UNSENDABLE))
    .run(async ({ assert, cleanup }, what) => {
      const { ask, lines, outcomes } = await serve(cleanup, UNSENDABLE[what])
      const response = await ask()
      assert.equal(response.status, 500)
      assert.deepInclude(await response.json(), { code: 'E_EVENT_FAILED' })
      assert.isFalse(response.headers.has('x-name'))
      assert.isFalse(response.headers.has('set-cookie'))
      assert.lengthOf(lines, 1)
      await Promise.all(outcomes)
    })

  test('cuts an answer that has begun', async ({ assert, cleanup }) => {
    const { ask, outcomes } = await serve(cleanup, async ({ response: { response } }) => {
      response.writeHead(200, { 'content-type': 'text/plain' })
      await new Promise<void>((resolve) => {
        response.write('half', () => resolve())
      })
      throw new Error('no more')
    })
    const response = await ask()
    assert.equal(response.status, 200)
    await assert.rejects(() => response.text())
    await Promise.all(outcomes)
  })

  test('leaves an answer that is whole', async ({ assert, cleanup }) => {
    const { ask, outcomes } = await serve(cleanup, ({ response: { response } }) => {
      response.end('whole')
      throw new Error('after it')
    })
    assert.equal(await (await ask()).text(), 'whole')
    await Promise.all(outcomes)
  })
})

test.group('A page on another host', () => {
  const origin = 'https://partner.example'

  test('reads the answer, and a failure as well: {$self}')
    .with(['an answer', 'a failure', 'what cannot be sent'])
    .run(async ({ assert, cleanup }, kind) => {
      const { ask } = await serve(cleanup, ({ response }) => {
        if (kind === 'a failure') throw Object.assign(new Error('No'), { status: 409 })
        response.send(kind === 'an answer' ? 'text' : () => {})
      })
      const { headers } = await ask({ headers: { origin } })
      assert.equal(headers.get('access-control-allow-origin'), origin)
      assert.equal(headers.get('access-control-allow-credentials'), 'true')
      assert.equal(headers.get('vary'), 'origin')
    })

  test('reads no answer where it is none of the application', async ({ assert, cleanup }) => {
    const { ask } = await serve(cleanup, ({ response }) => response.send('text'))
    const { status, headers } = await ask({ headers: { origin: 'https://evil.example' } })
    assert.equal(status, 403)
    assert.isFalse(headers.has('access-control-allow-origin'))
  })

  test('may ask first what it may send, and nothing runs for that', async ({ assert, cleanup }) => {
    let runs = 0
    const { ask } = await serve(cleanup, ({ response }) => response.send(String(++runs)))
    const preflight = (from: string) =>
      ask({
        method: 'OPTIONS',
        headers: {
          'origin': from,
          'access-control-request-method': 'PATCH',
          'access-control-request-headers': 'content-type,x-part',
        },
      })
    const { status, headers } = await preflight(origin)
    assert.equal(status, 204)
    assert.equal(headers.get('access-control-allow-origin'), origin)
    assert.equal(headers.get('access-control-allow-methods'), 'PATCH')
    assert.equal(headers.get('access-control-allow-headers'), 'content-type,x-part')
    assert.equal((await preflight('https://evil.example')).status, 403)
    assert.equal(runs, 0)
    // A protocol of its own may have an answer to this one
    await ask({ method: 'OPTIONS', headers: { origin } })
    assert.equal(runs, 1)
  })
})
