/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { tracingChannel } from 'node:diagnostics_channel'
import app from '@adonisjs/core/services/app'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { Journal } from '#services/journal'

/** What a browser shows of an element's text. */
function textOf(html: string, open: string): string {
  const start = html.indexOf('>', html.indexOf(open)) + 1
  return html.slice(start, html.indexOf('<', start))
}

/** The mount element, as far as the data that follows it. */
function mountOf(html: string): string {
  const start = html.indexOf('<div id="reflex">')
  return html.slice(start, html.indexOf('<script', start))
}

/** The fields that a form of the page posts. */
function fieldsOf(html: string, id: string): URLSearchParams {
  const start = html.indexOf(`<form id="${id}"`)
  const form = html.slice(start, html.indexOf('</form>', start))
  const fields = new URLSearchParams()
  for (const [, attributes] of form.matchAll(/<input ([^>]*)>/g)) {
    const name = /name="([^"]*)"/.exec(attributes)![1]
    fields.append(name, /value="([^"]*)"/.exec(attributes)?.[1] ?? '')
  }
  return fields
}

test.group('The first paint', (group) => {
  let browser: BrowserSession
  let journal: Journal

  group.each.setup(async () => {
    browser = new BrowserSession()
    journal = await app.container.make(Journal)
    journal.clear()
    return () => browser.close()
  })

  async function html(path: string): Promise<string> {
    return (await browser.fetch(path)).text()
  }

  test('is the page with the data of its onLoad, which runs once', async ({ assert }) => {
    const document = await html('/shelf')
    assert.equal(
      textOf(document, '<li title="&quot;quotes'),
      '&quot;quotes&quot; &amp; &lt;tags&gt;'
    )
    assert.lengthOf(
      journal.entries.filter((entry) => entry === 'load'),
      1
    )
  })

  test('is of a tab that the hello adopts: no second onLoad, no snapshot', async ({ assert }) => {
    const tab = await browser.open('/shelf')
    const welcome = await tab.hello()
    assert.isTrue(welcome.resumed)
    assert.isUndefined(welcome.snapshot)
    assert.lengthOf(
      journal.entries.filter((entry) => entry === 'load'),
      1
    )
  })

  test('its data cannot break out of the script element, and comes through unharmed', async ({
    assert,
  }) => {
    const document = await html('/shelf')
    const start = document.indexOf('id="reflex-boot">') + 'id="reflex-boot">'.length
    const json = document.slice(start, document.indexOf('</script>', start))
    assert.notInclude(json, '<')
    assert.notMatch(json, /[\u2028\u2029]/)
    assert.isTrue(json.isWellFormed())
    const boot = JSON.parse(json) as { states: { ShelfState: { v: { labels: string[] } } } }
    assert.deepEqual(boot.states.ShelfState.v.labels, [
      '</script><script>alert(1)</script>',
      '<!-- <script>',
      'line\u2028and paragraph\u2029end',
      'half a \ud83d and its \udca9 other',
      '"quotes" & <tags>',
    ])
    assert.notInclude(mountOf(document), '<script>alert')
  })

  test('has the title of the metadata', async ({ assert }) => {
    assert.include(await html('/shelf'), '<title data-reflex>Shelf</title>')
  })

  test('has title, metadata and links of the components in its head, before the page', async ({
    assert,
  }) => {
    const document = await html('/head')
    const head = document.slice(0, document.indexOf('</head>'))
    assert.include(head, '<title>From &lt;/title&gt; the component</title>')
    assert.include(head, '<meta name="description" content="A &quot;description&quot; of &lt;this')
    assert.include(head, '<link rel="canonical" href="https://lab.example/head"/>')
    assert.notInclude(document, 'From the metadata</title>')
    assert.equal(mountOf(document).indexOf('<title'), -1)
  })

  test('is left to the browser by a page that says ssr: false', async ({ assert }) => {
    const document = await html('/browser-only')
    assert.include(document, '<div id="reflex"></div>')
    assert.include(document, '<title data-reflex>Browser only</title>')
    assert.deepEqual(
      journal.entries.filter((entry) => entry.startsWith('report')),
      []
    )
  })

  test('is left to the browser where a component fails, and the failure is reported', async ({
    assert,
  }) => {
    const response = await browser.fetch('/broken')
    const document = await response.text()
    assert.equal(response.status, 200)
    assert.notInclude(document, 'id="drawn"')
    assert.include(document, 'id="reflex-boot"')
    assert.deepEqual(
      journal.entries.filter((entry) => entry.startsWith('report')),
      ['report window is not defined']
    )
  })

  test('does not wait for what suspends, which comes later in the same document', async ({
    assert,
  }) => {
    const document = await html('/slow?stream')
    const parts = [
      'At once',
      'id="waiting"',
      'The answer for /slow?stream',
      'id="reflex-boot"',
      '</html>',
    ]
    const places = parts.map((part) => document.indexOf(part))
    assert.notInclude(places, -1)
    assert.deepEqual(
      places,
      places.toSorted((a, b) => a - b)
    )
  })

  test('gives shield’s nonce to every script of its own', async ({ assert }) => {
    const response = await browser.fetch('/slow?nonce')
    const [, nonce] = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy')!)!
    const document = await response.text()
    const scripts = [...document.matchAll(/<script[^>]*>/g)].map(([tag]) => tag)
    assert.isAbove(scripts.length, 2)
    for (const tag of scripts) assert.include(tag, `nonce="${nonce}"`)
    assert.include(document, `<meta property="csp-nonce" nonce="${nonce}">`)
  })

  test('goes through the tracing channel with its page and address', async ({
    assert,
    cleanup,
  }) => {
    const traced: unknown[] = []
    const channel = tracingChannel('reflex.page.render')
    const subscriber = {
      start: ({ page, url }: { page: string; url: string }) => traced.push(['start', page, url]),
      asyncEnd: ({ page }: { page: string }) => traced.push(['end', page]),
      end() {},
      asyncStart() {},
      error() {},
    }
    channel.subscribe(subscriber as never)
    cleanup(() => void channel.unsubscribe(subscriber as never))
    await html('/head?a=1')
    assert.deepEqual(traced, [
      ['start', 'resources/pages/rendering/head.tsx', '/head?a=1'],
      ['end', 'resources/pages/rendering/head.tsx'],
    ])
  })

  test('leaves no tab behind when nobody adopts it', async ({ assert }) => {
    const reflex = await app.container.make('reflex')
    const { registry } = reflex.tabs
    const boot = await browser.load('/shelf')
    const [id] = boot.token.split('.')
    assert.isDefined(registry.find(id))
    // The sweep of a quarter of an hour later
    registry.sweep(performance.now() + 900_000)
    assert.isUndefined(registry.find(id))
  })
})

test.group('A form without a script', (group) => {
  let browser: BrowserSession
  let journal: Journal

  group.each.setup(async () => {
    browser = new BrowserSession()
    journal = await app.container.make(Journal)
    return () => browser.close()
  })

  async function open(path = '/shelf/hall?shelf=2'): Promise<string> {
    return (await browser.fetch(path)).text()
  }

  async function post(
    html: string,
    id: string,
    fields: Record<string, string> = {},
    path = '/shelf/hall?shelf=2'
  ): Promise<Response> {
    const body = fieldsOf(html, id)
    for (const [name, value] of Object.entries(fields)) body.set(name, value)
    return browser.fetch(path, { method: 'POST', body })
  }

  test('has an address, a method and shield’s token', async ({ assert }) => {
    const html = await open()
    assert.include(html, '<form id="add" action="/shelf/hall?shelf=2" method="POST">')
    const fields = fieldsOf(html, 'add')
    assert.isAbove(fields.get('_csrf')!.length, 20)
    assert.isTrue(fields.has('$reflex:ShelfState/add'))
  })

  test('runs its event and goes back to the page, which shows what it did', async ({ assert }) => {
    const response = await post(await open(), 'add', { label: 'Plum' })
    assert.equal(response.status, 303)
    assert.equal(response.headers.get('location'), '/shelf/hall?shelf=2')
    const html = await open()
    assert.equal(textOf(html, '<output'), '1')
    assert.equal(textOf(html, '<p id="flash"'), 'Plum is on the shelf')
    assert.include(mountOf(html), '<p>Plum added</p>')

    const later = await open()
    assert.equal(textOf(later, '<output'), '0')
    assert.equal(textOf(later, '<p id="flash"'), '')
    assert.notInclude(mountOf(later), 'Plum added')
  })

  test('shows the errors by field with what was entered, but no password', async ({ assert }) => {
    const response = await post(await open(), 'add', { label: 'no', password: 'hunter2' })
    assert.equal(response.status, 303)
    const html = await open()
    assert.equal(textOf(html, '<p id="error"'), 'The label field must have at least 3 characters')
    assert.match(html, /<input name="label" value="no"/)
    assert.notInclude(html, 'hunter2')
    assert.equal(textOf(await open(), '<p id="error"'), '')
  })

  test('keeps what it shows for the page that it was posted from', async ({ assert }) => {
    await post(await open(), 'add', { label: 'no' })
    const other = await open('/shelf/cellar')
    assert.equal(textOf(other, '<p id="error"'), '')
    assert.equal(textOf(other, '<output'), '0')
  })

  test('follows the redirect of its event, and takes the toasts along', async ({ assert }) => {
    const response = await post(await open(), 'leave')
    assert.equal(response.status, 303)
    assert.equal(response.headers.get('location'), '/flash')
    assert.include(mountOf(await open('/flash')), '<p>Bye</p>')
  })

  test('gets the file that its event hands out', async ({ assert }) => {
    const response = await post(await open(), 'print')
    assert.equal(response.status, 200)
    assert.equal(response.headers.get('content-disposition'), 'attachment; filename="shelf.txt"')
    assert.include(await response.text(), '"quotes" & <tags>')
  })

  test('shows why its event refused, and reports it', async ({ assert }) => {
    journal.clear()
    const response = await post(await open(), 'full')
    assert.equal(response.status, 303)
    assert.include(journal.entries, 'report E_FULL')
    assert.include(mountOf(await open()), '<p>The shelf is full</p>')
  })

  test('leaves an unexpected failure to the exception handler', async ({ assert }) => {
    journal.clear()
    const response = await post(await open(), 'collapse')
    assert.equal(response.status, 500)
    assert.lengthOf(
      journal.entries.filter((entry) => entry === 'report the shelf collapsed'),
      1
    )
  })

  test('is refused without shield’s token, and runs nothing', async ({ assert }) => {
    journal.clear()
    await post(await open(), 'add', { label: 'Plum', _csrf: 'forged' })
    assert.notInclude(journal.entries, 'add Plum')
  })

  test('cannot call the event of a state that the page does not have', async ({ assert }) => {
    const html = await open()
    const body = new URLSearchParams({ _csrf: fieldsOf(html, 'add').get('_csrf')! })
    for (const name of ['$reflex:GuardedState/secret', '$reflex:ShelfState/constructor']) {
      const named = new URLSearchParams(body)
      named.set(name, '')
      const { status } = await browser.fetch('/shelf', { method: 'POST', body: named })
      assert.include([400, 403, 404], status)
    }
    const { status } = await browser.fetch('/shelf', { method: 'POST', body })
    assert.equal(status, 400)
  })

  test('passes the middleware of its page', async ({ assert }) => {
    const html = await open()
    const body = new URLSearchParams({ _csrf: fieldsOf(html, 'add').get('_csrf')! })
    body.set('$reflex:GuardedState/secret', '')
    const response = await browser.fetch('/guarded', { method: 'POST', body })
    assert.equal(response.headers.get('location'), '/sign-in')
  })

  test('gives way to a POST route of the application at the same address', async ({ assert }) => {
    const html = await open('/taken')
    const body = fieldsOf(html, 'taken')
    const response = await browser.fetch('/taken', { method: 'POST', body })
    assert.equal(await response.text(), 'The application itself')
  })
})
