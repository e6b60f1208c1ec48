/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { registerFunction } from '../../../src/client/main.ts'
import type { Environment } from '../../../src/client/main.ts'
import type { Action } from '../../../src/protocol/main.ts'
import { World, captureConsole } from './support.ts'

/** As much of a document as actions and forms use. */
function fakeDocument(elements: Record<string, { focus(): void }> = {}) {
  const links: { href: string; download: string }[] = []
  const document = {
    title: 'Cart',
    addEventListener() {},
    createElement: () => {
      const link = { href: '', download: '', click: () => links.push(link) }
      return link
    },
    querySelector: (selector: string) => elements[selector] ?? null,
  }
  return { document: document as unknown as Document, links }
}

function perform(actions: Action[], environment: Partial<Environment> = {}) {
  const world = new World({ environment })
  const visits: string[] = []
  world.client.attach({ visit: (url) => visits.push(url), move() {}, refresh() {} })
  const socket = world.connect()
  socket.receive({ n: 1, a: actions })
  return { world, socket, visits, loads: world.loads }
}

test.group('Actions: redirect', () => {
  test('goes to an address of this origin with the router', ({ assert }) => {
    const { visits, loads } = perform([
      { type: 'redirect', url: '/checkout?step=1' },
      { type: 'redirect', url: 'https://shop.test/done' },
    ])
    assert.deepEqual(visits, ['/checkout?step=1', '/done'])
    assert.deepEqual(loads, [])
  })

  test('loads other origins, and what the server asks to load', ({ assert }) => {
    const { visits, loads } = perform([
      { type: 'redirect', url: 'https://bank.test/pay' },
      { type: 'redirect', url: '/docs', reload: true },
      { type: 'redirect', url: '/docs', reload: true, replace: true },
    ])
    assert.deepEqual(visits, [])
    assert.deepEqual(loads, [
      'assign https://bank.test/pay',
      'assign https://shop.test/docs',
      'replace https://shop.test/docs',
    ])
  })

  test('loads the page that is shown again although only its hash differs', ({ assert }) => {
    const { loads } = perform([{ type: 'redirect', url: '/cart#end', reload: true }])
    assert.deepEqual(loads, ['assign https://shop.test/cart#end', 'reload'])
  })

  test('opens a new browser tab', ({ assert }) => {
    const opened: string[] = []
    const { loads } = perform([{ type: 'redirect', url: '/invoice.pdf', newTab: true }], {
      open: (url) => opened.push(url),
    })
    assert.deepEqual(opened, ['/invoice.pdf'])
    assert.deepEqual(loads, [])
  })

  test('does not go to an address that is a script', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    const opened: string[] = []
    const { visits, loads } = perform(
      [
        { type: 'redirect', url: 'javascript:alert(1)' },
        { type: 'redirect', url: ' JavaScript:alert(1)', newTab: true },
        { type: 'redirect', url: 'data:text/html,x', reload: true },
      ],
      { open: (url) => opened.push(url) }
    )
    assert.deepEqual([...visits, ...loads, ...opened], [])
    assert.lengthOf(warnings, 3)
  })
})

test.group('Actions: the document', () => {
  test('sets the title', ({ assert }) => {
    const { document } = fakeDocument()
    perform([{ type: 'title', title: '3 items' }], { document })
    assert.equal(document.title, '3 items')
  })

  test('moves the focus when the page has been updated', ({ assert }) => {
    let focused = 0
    const { document } = fakeDocument({ '#name': { focus: () => focused++ } })
    const { world } = perform([{ type: 'focus', selector: '#name' }], { document })
    assert.equal(focused, 0)
    world.clock.advance(0)
    assert.equal(focused, 1)
  })

  test('waits for an element that is not there yet, but not for ever', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    let focused = 0
    const elements: Record<string, { focus(): void }> = {}
    const { document } = fakeDocument(elements)
    const { world } = perform(
      [
        { type: 'focus', selector: '#late' },
        { type: 'focus', selector: '#never' },
      ],
      { document }
    )
    world.clock.advance(50)
    elements['#late'] = { focus: () => focused++ }
    world.clock.advance(5_000)
    assert.equal(focused, 1)
    assert.lengthOf(warnings, 1)
    assert.equal(world.clock.pending, 1)
  })

  test('saves a file by its address', ({ assert }) => {
    const { document, links } = fakeDocument()
    perform([{ type: 'download', url: '/report.csv', filename: 'report.csv' }], { document })
    assert.containSubset(links, [{ href: '/report.csv', download: 'report.csv' }])
  })

  test('does not download from an address that is a script', ({ assert, cleanup }) => {
    captureConsole('warn', cleanup)
    const { document, links } = fakeDocument()
    perform([{ type: 'download', url: 'javascript:alert(1)' }], { document })
    assert.deepEqual(links, [])
  })

  test('saves data as a file', async ({ assert }) => {
    const { document, links } = fakeDocument()
    perform(
      [
        { type: 'download', data: 'a,b', filename: 'a.csv', contentType: 'text/csv' },
        { type: 'download', data: btoa('\x00\xff'), base64: true, filename: 'a.bin' },
      ],
      { document }
    )
    assert.deepEqual(
      links.map(({ download }) => download),
      ['a.csv', 'a.bin']
    )
    const [text, bytes] = await Promise.all(links.map(({ href }) => fetch(href)))
    assert.equal(text.headers.get('content-type'), 'text/csv')
    assert.equal(await text.text(), 'a,b')
    assert.deepEqual([...new Uint8Array(await bytes.arrayBuffer())], [0, 255])
  })

  test('does nothing to the document where there is none', ({ assert }) => {
    const { world } = perform([
      { type: 'title', title: 'x' },
      { type: 'focus', selector: 'x' },
      { type: 'download', url: '/x' },
    ])
    assert.equal(world.client.store.connection.status, 'connected')
  })
})

test.group('Actions: the rest', () => {
  test('shows toasts, the same one once', ({ assert }) => {
    const { world } = perform([
      { type: 'toast', level: 'success', message: 'Saved', description: 'Draft 3', duration: 0 },
      { type: 'toast', level: 'info', message: 'Hello' },
      { type: 'toast', level: 'success', message: 'Saved' },
    ])
    const { toasts } = world.client
    assert.deepEqual(
      toasts.list().map(({ level, message }) => [level, message]),
      [
        ['info', 'Hello'],
        ['success', 'Saved'],
      ]
    )
    toasts.dismiss(toasts.list()[0].id)
    assert.lengthOf(toasts.list(), 1)
  })

  test('writes to the clipboard, and warns when the browser forbids it', async ({
    assert,
    cleanup,
  }) => {
    const warnings = captureConsole('warn', cleanup)
    const copied: string[] = []
    perform(
      [
        { type: 'clipboard', text: 'CODE-1' },
        { type: 'clipboard', text: 'CODE-2' },
      ],
      {
        copy: async (text) => {
          if (copied.push(text) > 1) throw new Error('NotAllowedError')
        },
      }
    )
    await new Promise(setImmediate)
    assert.deepEqual(copied, ['CODE-1', 'CODE-2'])
    assert.match(warnings[0], /NotAllowedError/)
  })

  test('calls another event', ({ assert }) => {
    const { socket } = perform([{ type: 'event', state: 'CartState', event: 'load', args: [1] }])
    assert.containSubset(socket.of('event'), [{ s: 'CartState', e: 'load', a: [1] }])
  })

  test('runs a registered function, and warns of one that is not', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    const calls: unknown[][] = []
    const unregister = registerFunction('confetti', (...args: never[]) => calls.push(args))
    perform([{ type: 'call', name: 'confetti', args: [40, 'gold'] }])
    unregister()
    perform([{ type: 'call', name: 'confetti', args: [] }])
    assert.deepEqual(calls, [[40, 'gold']])
    assert.match(warnings[0], /"confetti"/)
  })

  test('does not take a member of an object for a registered function', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    perform([{ type: 'call', name: 'constructor', args: [] }])
    assert.lengthOf(warnings, 1)
  })

  test('warns of an action that it does not know and goes on', ({ assert, cleanup }) => {
    const warnings = captureConsole('warn', cleanup)
    const { visits } = perform([
      { type: 'levitate' } as unknown as Action,
      { type: 'redirect', url: '/' },
    ])
    assert.lengthOf(warnings, 1)
    assert.deepEqual(visits, ['/'])
  })

  test('goes on after an action that fails', ({ assert, cleanup }) => {
    const errors = captureConsole('error', cleanup)
    cleanup(
      registerFunction('fail', () => {
        throw new Error('broken')
      })
    )
    const { visits } = perform([
      { type: 'call', name: 'fail', args: [] },
      { type: 'redirect', url: '/' },
    ])
    assert.match(errors[0], /broken/)
    assert.deepEqual(visits, ['/'])
  })
})
