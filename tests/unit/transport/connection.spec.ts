/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { Duplex } from 'node:stream'
import { on, once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import { WebSocket, WebSocketServer } from 'ws'
import { CloseCode, PROTOCOL_VERSION } from '../../../src/protocol/main.ts'
import { Connection } from '../../../src/transport/connection.ts'
import type { ConnectionOptions } from '../../../src/transport/connection.ts'

const HELLO_TIME = 30

/** What happens behind a connection. */
interface Behind {
  /** What is found of each page, in this order. */
  verdicts?: string[]
  /** Resolves when a hello is to be answered. */
  greeted?: Promise<unknown>
  /** Hears what features are told. */
  told?: (data: unknown) => void
}

/** Both ends of a socket, and the hellos that the server's end hands on. */
async function connected(
  cleanup: (work: () => void) => void,
  { verdicts = [], greeted, told }: Behind = {}
) {
  const hellos: unknown[] = []
  const refusedEvents: number[] = []
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' })
  cleanup(() => {
    for (const client of server.clients) client.terminate()
    server.close()
  })
  await once(server, 'listening')
  const accepted = once(server, 'connection') as Promise<[WebSocket]>
  const { port } = server.address() as AddressInfo
  const browser = new WebSocket(`ws://127.0.0.1:${port}`)
  const [[socket]] = await Promise.all([accepted, once(browser, 'open')])
  const log = { debug: () => {}, warn: () => {}, error: () => {}, note: () => {} }
  const { _socket: wire } = socket as unknown as { _socket: Duplex }
  const connection = new Connection(socket, wire, {
    tabs: {
      greeter: {
        judge: () => verdicts.shift() ?? 'fits',
        build: 'another',
        hello: async (_link: unknown, frame: unknown) => {
          hellos.push(frame)
          await greeted
          return { id: 'tab', lastEvent: 0 }
        },
        release: () => {},
      },
      inbox: {
        told: (_tab: unknown, { m }: { m: unknown }) => told?.(m),
        refuse: (_tab: unknown, id: number) => refusedEvents.push(id),
        receive: () => {
          throw new Error('unexpected')
        },
      },
    },
    logger: log,
    refusals: log,
    limits: {
      frameSize: 100_000,
      eventsPerSecond: 100,
      unsentBytes: 10_000,
      helloTimeout: HELLO_TIME,
      idleTimeout: 60_000,
    },
  } as unknown as ConnectionOptions)
  const closed = once(browser, 'close') as Promise<[number]>
  return { browser, socket, connection, hellos, refusedEvents, closed }
}

const HELLO = { t: 'hello', v: PROTOCOL_VERSION, token: 't', build: 'b', url: '/', n: 0, id: 0 }

/** Keeps the event loop busy, as a handler may that computes. */
function stall(time: number): void {
  const end = performance.now() + time
  while (performance.now() < end);
}

test.group('The time for a hello', () => {
  test('is over for a socket that says nothing', async ({ assert, cleanup }) => {
    const { closed, hellos } = await connected(cleanup)
    const [code] = await closed
    assert.equal(code, CloseCode.HelloTimeout)
    assert.lengthOf(hellos, 0)
  })

  for (const stalls of [1, 3]) {
    test(`is not over for a hello that came while the process was busy, ${stalls} times`, async ({
      assert,
      cleanup,
    }) => {
      const { browser, socket, hellos } = await connected(cleanup)
      browser.send(JSON.stringify(HELLO))
      for (let count = 0; count < stalls; count++) stall(HELLO_TIME * 2)
      await once(socket, 'message')
      assert.lengthOf(hellos, 1)
      // A timer of the hello would be over by now
      await new Promise((resolve) => setTimeout(resolve, HELLO_TIME * 2))
      assert.equal(socket.readyState, WebSocket.OPEN)
    })
  }

  test('begins anew for the second hello, even where the first came at its end', async ({
    assert,
    cleanup,
  }) => {
    const { browser, socket, hellos } = await connected(cleanup, { verdicts: ['unknown'] })
    browser.send(JSON.stringify(HELLO))
    // The timer is over before the first hello is read, and tells so after it
    stall(HELLO_TIME * 2)
    await once(browser, 'message')
    browser.send(JSON.stringify({ ...HELLO, uses: { page: 'p', states: {} } }))
    await once(socket, 'message')
    assert.lengthOf(hellos, 1)
    assert.equal(socket.readyState, WebSocket.OPEN)
  })

  test('is over for a second hello that does not come', async ({ assert, cleanup }) => {
    const { browser, closed } = await connected(cleanup, { verdicts: ['unknown'] })
    browser.send(JSON.stringify(HELLO))
    const [code] = await closed
    assert.equal(code, CloseCode.HelloTimeout)
  })
})

test.group('A silent connection', () => {
  test('is cut once nothing was heard for too long, and not before', async ({
    assert,
    cleanup,
  }) => {
    const { browser, socket, connection, closed } = await connected(cleanup)
    browser.send(JSON.stringify(HELLO))
    await once(socket, 'message')
    connection.checkIdle(connection.heardAt + 59_999)
    assert.equal(socket.readyState, WebSocket.OPEN)
    browser.send('{"t":"ping"}')
    await once(browser, 'message')
    connection.checkIdle(connection.heardAt + 60_001)
    const [code] = await closed
    assert.equal(code, 1006)
  })
})

test.group('Bytes before the welcome', () => {
  const states = { CartState: [['x'.repeat(60_000)], []] }
  const large = JSON.stringify({ ...HELLO, uses: { page: 'p', states } })

  test('are those of a hello, from somebody who was asked nothing', async ({ assert, cleanup }) => {
    const { browser, socket, connection, hellos } = await connected(cleanup)
    connection.count(large.length)
    await once(browser, 'close')
    assert.equal(socket.readyState, WebSocket.CLOSED)
    assert.lengthOf(hellos, 0)
  })

  test('may be those of a frame, once the page was asked what it uses', async ({
    assert,
    cleanup,
  }) => {
    const { browser, socket, connection, hellos } = await connected(cleanup, {
      verdicts: ['unknown'],
    })
    browser.send(JSON.stringify(HELLO))
    await once(browser, 'message')
    // As the gateway does it, before the frame is read
    connection.count(large.length)
    browser.send(large)
    await once(socket, 'message')
    assert.lengthOf(hellos, 1)
    assert.equal(socket.readyState, WebSocket.OPEN)
  })

  test('have an end also then', async ({ assert, cleanup }) => {
    const { browser, connection, closed } = await connected(cleanup, { verdicts: ['unknown'] })
    browser.send(JSON.stringify(HELLO))
    await once(browser, 'message')
    for (let count = 0; count < 4; count++) connection.count(large.length)
    const [code] = await closed
    assert.equal(code, 1006)
  })
})

/** Texts that a browser receives, as many as are asked for. */
async function received(
  browser: WebSocket,
  count: number
): Promise<{ t: string; code?: string }[]> {
  const frames: { t: string; code?: string }[] = []
  for await (const [data] of on(browser, 'message') as AsyncIterable<[Buffer]>) {
    frames.push(JSON.parse(data.toString()) as { t: string })
    if (frames.length === count) break
  }
  return frames
}

const telling = (m: unknown) => JSON.stringify({ t: 'feature', f: 'counter', m })

test.group('A frame that is refused', () => {
  /** What a feature may throw at what it is told. */
  const THROWN: Record<string, unknown> = {
    'an error': new Error('Not so'),
    'null': null,
    'undefined': undefined,
    'a text': 'text',
    'what cannot be read': new Proxy(
      {},
      {
        get: () => {
          throw new Error('unreadable')
        },
      }
    ),
  }

  for (const when of ['before the welcome', 'after it'] as const) {
    test(`keeps its socket, and those that come next, ${when}: {$self}`)
      .with(Object.keys(THROWN))
      .run(async ({ assert, cleanup }, what) => {
        const heard: unknown[] = []
        const greeting = Promise.withResolvers<void>()
        const { browser, socket, refusedEvents } = await connected(cleanup, {
          greeted: greeting.promise,
          told: (data) => {
            if (data === 'bad') throw THROWN[what]
            heard.push(data)
          },
        })
        const frames = received(browser, 3)
        if (when === 'after it') greeting.resolve()
        browser.send(JSON.stringify(HELLO))
        browser.send(telling('bad'))
        browser.send(JSON.stringify({ t: 'event', id: 1, s: 'CartState', e: 'add' }))
        browser.send(telling('bad'))
        browser.send(telling('good'))
        // A pong comes at once: all of them have arrived
        browser.send('{"t":"ping"}')
        if (when === 'before the welcome') {
          await once(browser, 'message')
          greeting.resolve()
        }
        const types = (await frames).map(({ t }) => t)
        assert.sameMembers(types, ['pong', 'error', 'error'])
        assert.deepEqual(heard, ['good'])
        assert.deepEqual(refusedEvents, [1])
        assert.equal(socket.readyState, WebSocket.OPEN)
      })
  }

  test('closes a socket whose hello fails, whatever it throws: {$self}')
    .with(Object.keys(THROWN))
    .run(async ({ assert, cleanup }, what) => {
      const failure = Promise.reject(THROWN[what])
      failure.catch(() => {})
      const { browser, closed } = await connected(cleanup, { greeted: failure })
      browser.send(JSON.stringify(HELLO))
      const [code] = await closed
      assert.equal(code, 1011)
    })
})
