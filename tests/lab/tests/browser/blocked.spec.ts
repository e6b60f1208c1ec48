/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Logger } from '@adonisjs/core/logger'
import app from '@adonisjs/core/services/app'
import { test } from '@japa/runner'
import type { Page } from 'playwright-core'
import { Line } from '../../../helpers/browser/line.ts'
import { openPage, visit } from '../../../helpers/browser/main.ts'
import { PlainProxy } from '../../../helpers/browser/plain_proxy.ts'
import { baseUrl } from '../../../helpers/browser_session.ts'

const BANNER = 'This network lets no live connection through'

const isBlocked = (page: Page) => page.getByText(BANNER).waitFor()

async function rename(page: Page, row: number, name: string): Promise<void> {
  await page.getByLabel(`Name ${row}`).fill(name)
  await page.getByRole('button', { name: `Rename ${row}` }).click()
}

test.group('Behind a proxy that lets no upgrades through', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('the banner says so, and forms are posted over HTTP: {$self}')
    .with(['stripped', 'refused'] as const)
    .run(async ({ assert }, upgrades) => {
      const proxy = await PlainProxy.to(baseUrl(), upgrades)
      const page = await openPage({ baseURL: proxy.url })
      await page.goto('/rows')
      await isBlocked(page)

      // The form that was refused knows it, and no other
      await rename(page, 2, 'x')
      await page.locator('#error-2').getByText('at least 3').waitFor()
      assert.equal(await page.getByLabel('Name 2').inputValue(), 'x')
      assert.equal(await page.locator('#error-1').innerText(), '')

      await isBlocked(page)
      await page.goto('/query')
      await isBlocked(page)
      await page.getByRole('button', { name: 'Send' }).click()
      await page.locator('#sent').getByText('{"qty":{"17":"3","21":"4"}').waitFor()
      // Another time
      await isBlocked(page)
      const posted = page.waitForRequest((request) => request.method() === 'POST')
      await page.getByRole('button', { name: 'Send' }).click()
      assert.equal(new URL((await posted).url()).pathname, '/query')
    })

  test('a form that was sent before that is known is posted then', async () => {
    const proxy = await PlainProxy.to(baseUrl(), 'stripped')
    const page = await openPage({ baseURL: proxy.url })
    await visit(page, '/query')
    await page.getByRole('button', { name: 'Send' }).click()
    await page.locator('#sent').getByText('{"qty":{"17":"3","21":"4"}').waitFor()
  })

  test('sockets come back as soon as they are let through', async ({ assert }) => {
    const proxy = await PlainProxy.to(baseUrl(), 'refused')
    const page = await openPage({ baseURL: proxy.url })
    await page.goto('/')
    const counter = page.getByRole('button').first()
    await isBlocked(page)
    // What is no form waits
    await counter.click()
    assert.equal(await counter.innerText(), '0')
    proxy.upgrades = 'passed'
    await counter.filter({ hasText: '1' }).waitFor()
    await page.getByText(BANNER).waitFor({ state: 'detached' })
  })

  test('the log names what is between', async ({ assert, cleanup }) => {
    const lines: unknown[][] = []
    const logger = await app.container.make(Logger)
    const { warn } = logger
    logger.warn = (...args: unknown[]) => void lines.push(args)
    cleanup(() => {
      logger.warn = warn
    })
    const proxy = await PlainProxy.to(baseUrl(), 'refused')
    const answer = await fetch(`${proxy.url}/_event?blocked`)
    assert.equal(answer.status, 426)
    const known = lines.map(([fields]) => fields as { code: string; via?: string })
    // Once in an hour of a process
    for (const { code, via } of known)
      assert.deepEqual([code, via], ['E_SOCKET_BLOCKED', '1.1 plain'])
  })
})

test.group('A server that is away', (group) => {
  group.tap((each) => each.timeout(120_000))

  test('is not taken for a network that lets no sockets through', async ({ assert }) => {
    const line = await Line.to(baseUrl())
    const page = await openPage({ baseURL: line.url })
    await visit(page, '/rows')
    line.cut()
    await page.getByText('No connection to the server').waitFor()
    const failed: string[] = []
    page.on('requestfailed', (request) => failed.push(new URL(request.url()).search))
    // It is asked over HTTP, and does not answer
    await page.waitForEvent('requestfailed', (request) => request.url().endsWith('?blocked'))
    line.mend()
    await page.getByText('No connection to the server').waitFor({ state: 'detached' })
    await rename(page, 1, 'Ada')
    await page.locator('#result-1').getByText('1: Ada').waitFor()
    assert.include(failed, '?blocked')
  })
})
