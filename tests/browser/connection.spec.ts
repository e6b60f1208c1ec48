/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from '@japa/runner'
import emitter from '@adonisjs/core/services/emitter'
import { Frames } from '../helpers/browser/frames.ts'
import { Line } from '../helpers/browser/line.ts'
import { logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('The connection', () => {
  test('tells when it is lost, and carries on with what was done meanwhile, in order', async ({
    assert,
  }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    const frames = new Frames(page)
    await visit(page, '/about')
    const counter = page.locator('output.counter')
    await page.getByRole('button', { name: 'Add 1', exact: true }).click()
    await counter.getByText('1', { exact: true }).waitFor()

    line.cut()
    const add = page.getByRole('button', { name: 'Add 1', exact: true })
    await add.click()
    await page.getByRole('button', { name: 'Toast: info' }).click()
    await add.click()
    await page.getByRole('button', { name: 'Toast: success' }).click()
    await page.getByText('No connection to the server').waitFor()
    await page.getByRole('button', { name: 'Toast: warning' }).click()
    assert.equal(await counter.innerText(), '1')
    frames.clear()

    line.mend()
    await page.getByText('No connection to the server').waitFor({ state: 'detached' })
    await counter.getByText('3', { exact: true }).waitFor()
    await page.getByText('A toast of the kind warning').waitFor()
    const toasts = page.locator('.reflex-toast p')
    assert.deepEqual(await toasts.allInnerTexts(), [
      'A toast of the kind info',
      'A toast of the kind success',
      'A toast of the kind warning',
    ])
    // The server went on with the tab that it had
    const welcome = frames.received.find(({ t }) => t === 'welcome')
    assert.containsSubset(welcome, { resumed: true })
    assert.deepEqual(
      frames.sent.flatMap((frame) => (frame.t === 'event' ? [frame.e] : [])),
      ['increment', 'toast', 'increment', 'toast', 'toast']
    )
  })

  test('an answer that was lost on the way comes once, and nothing runs twice', async ({
    assert,
    cleanup,
  }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    const frames = new Frames(page)
    await visit(page, '/about')
    const counter = page.locator('output.counter')
    const add = page.getByRole('button', { name: 'Add 1', exact: true })
    await add.click()
    await counter.getByText('1', { exact: true }).waitFor()

    // The server runs the event, and its answer is lost with the connection
    line.hold()
    const completed = Promise.withResolvers<void>()
    cleanup(emitter.on('http:request_completed', () => completed.resolve()))
    await add.click()
    await completed.promise
    line.cut()
    line.mend()
    await counter.getByText('2', { exact: true }).waitFor()
    await add.click()
    await counter.getByText('3', { exact: true }).waitFor()
    assert.isTrue(frames.received.some(({ t }) => t === 'welcome'))
  })

  test('of a page in another window takes the place of this one, which says so', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl() })
    const frames = new Frames(page)
    await visit(page, '/about')
    await page.getByRole('button', { name: 'Add 1', exact: true }).click()
    await page.locator('output.counter').getByText('1', { exact: true }).waitFor()
    const welcome = frames.received.find((frame) => frame.t === 'welcome')
    const { token, build } = welcome as unknown as { token: string; build: string }
    await page.evaluate(
      ([hello]) => {
        const socket = new WebSocket('/_event')
        socket.onopen = () => socket.send(hello)
      },
      [JSON.stringify({ t: 'hello', v: 1, token, build, url: '/about', n: 0, id: 0 })]
    )
    await page.getByText('This page has been opened in another window.').waitFor()
    await page.getByRole('button', { name: 'Reload' }).click()
    await page.locator('output.counter').waitFor()
    assert.equal(await page.getByText('opened in another window').count(), 0)
  })

  test('cannot be opened by a page of another origin, whoever is logged in', async ({
    assert,
    cleanup,
  }) => {
    const foreign = createServer((_, response) => {
      response.setHeader('content-type', 'text/html')
      response.end('<h1>Foreign</h1>')
    })
    foreign.listen(0, 'localhost')
    await once(foreign, 'listening')
    cleanup(() => void foreign.close())

    const page = await openPage({ baseURL: baseUrl() })
    await page.goto('/admin')
    await logIn(page)
    await page.waitForURL('**/admin')
    const open = () =>
      page.evaluate(
        (url) => {
          const socket = new WebSocket(url)
          return new Promise<string>((resolve) => {
            socket.onopen = () => resolve('opened')
            socket.onclose = ({ code }) => resolve(`closed with ${code}`)
          })
        },
        `${baseUrl().replace('http', 'ws')}/_event`
      )

    assert.equal(await open(), 'opened')
    await page.goto(`http://localhost:${(foreign.address() as AddressInfo).port}/`)
    // The browser sends the cookies along: localhost is one site, whatever the port
    assert.equal(await open(), 'closed with 1006')
  })
})
