/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { HttpContext } from '@adonisjs/core/http'
import emitter from '@adonisjs/core/services/emitter'
import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { DoorsState } from '#states/doors_state'

const DOORS = { visit, connect }

test.group('Headers that a test gives', () => {
  for (const [name, open] of Object.entries(DOORS)) {
    test(`are sent with each request of ${name}`, async ({ assert, cleanup }) => {
      const requests: [request: string, region: string | undefined][] = []
      const note = ({ ctx: { request } }: { ctx: HttpContext }) => {
        const region = request.header('x-region')
        requests.push([`${request.method()} ${request.url()}`, region])
      }
      cleanup(emitter.on('http:request_completed', note))

      const page = await open('/doors').withHeaders({ 'X-Region': 'north' })
      await page.state(DoorsState).note('an event')
      await page.state(DoorsState).bake()
      await page.state(DoorsState).enter()
      await page.click('/doors/other')
      await page.reload()
      await page.fetch('/flash-note')
      await page.load('/doors/forms')
      await page.press('Sign in')
      await page.openTab('/doors')

      const asked = requests.map(([request]) => request)
      for (const request of ['GET /doors', 'GET /doors/other', 'GET /flash-note']) {
        assert.include(asked, request)
      }
      assert.include(asked, 'POST /sign-in')
      assert.deepEqual(
        requests.filter(([, region]) => region !== 'north'),
        []
      )
    })

    test(`are those of one browser of ${name}`, async ({ assert }) => {
      const page = await open('/doors/agent').withHeaders({ 'user-agent': 'one' })
      const other = await open('/doors/agent').withHeaders({ 'user-agent': 'other' })
      const tab = await page.openTab('/doors/agent')
      for (const each of [page, other, tab]) await each.state(DoorsState).agent()
      assert.deepEqual([...page.state(DoorsState).trail], ['one', 'one'])
      assert.deepEqual([...other.state(DoorsState).trail], ['other', 'other'])
      assert.deepEqual([...tab.state(DoorsState).trail], ['one', 'one'])
    })
  }
})
