/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { BareState, PlacesState } from '#states/places_state'

test.group('A visited page with vars in places', () => {
  test('has them from its cookies and its address', async ({ assert }) => {
    const page = await visit('/places?page=3&sort=price').withCookies({ theme: 'dark' })
    page.assertState(PlacesState, { page: 3, sort: 'price', theme: 'dark', banner: true })
    await page.state(PlacesState).turn(4)
    page.assertUrl('/places?page=4&sort=price')
    assert.deepEqual(await page.state(PlacesState).seen(), {
      query: { page: '4', sort: 'price' },
      theme: 'dark',
    })
  })

  test('says which cookies its events have set', async ({ assert }) => {
    const page = await visit('/places')
    await page.state(PlacesState).paint('dark')
    page.assertCookie('theme', 'dark')
    page.assertNoCookie('banner')
    const other = await page.openTab('/places')
    other.assertState(PlacesState, { theme: 'dark' })
    assert.equal(other.state(PlacesState).loaded, 'dark 1 name ')
  })
})

test.group('An event request with vars in places', () => {
  test('takes them from its cookies and its address', async ({ assert, beginEventRequest }) => {
    const event = await beginEventRequest(undefined, {
      path: '/places',
      query: { page: '3', sort: 'nonsense' },
      cookies: { theme: 'dark' },
    })
    const places = await event.state(PlacesState)
    assert.deepEqual([places.page, places.sort, places.theme], [3, 'name', 'dark'])
    await places.turn(5)
    event.assertUrl('/places?page=5')
    await places.paint('blue')
    event.assertCookie('theme', 'blue')
    await places.startAnew()
    event.assertUrl('/places')
    assert.equal(places.theme, 'light')
  })

  test('leaves them where they were when the event fails', async ({
    assert,
    beginEventRequest,
  }) => {
    const event = await beginEventRequest(undefined, { path: '/places', query: { page: '2' } })
    const places = await event.state(PlacesState)
    await assert.rejects(() => places.fail(), 'no')
    event.assertUrl('/places?page=2')
    event.assertNoCookie('theme')
    assert.equal(places.page, 2)
  })
})

test.group('A connected tab with vars in places', () => {
  test('tells what its browser has stored', async ({ assert }) => {
    const tab = await connect('/places').withLocalStorage({
      'PlacesState.density': 'compact',
      'BareState.wide': 'nonsense',
    })
    await tab.waitFor(() => tab.state(PlacesState).density === 'compact')
    assert.isFalse(tab.state(BareState).wide)
    await tab.state(PlacesState).toggle()
    assert.equal(tab.localStorage.getItem('PlacesState.density'), '"cosy"')
    await tab.state(PlacesState).write('Dear')
    assert.equal(tab.sessionStorage.getItem('draft'), '"Dear"')
    assert.lengthOf(tab.toasts, 0)
  })

  test('shares its local storage with other tabs of the browser', async ({ assert }) => {
    const tab = await connect('/places')
    const other = await tab.openTab('/places')
    await tab.state(PlacesState).toggle()
    await other.waitFor(() => other.state(PlacesState).density === 'compact')
    await tab.state(PlacesState).write('Dear')
    assert.isNull(other.sessionStorage.getItem('draft'))
    await other.state(PlacesState).toggle()
    await tab.waitFor(() => tab.state(PlacesState).density === 'cosy')
  })

  test('has them still in the next document', async () => {
    const tab = await connect('/places')
    await tab.state(PlacesState).toggle()
    await tab.state(PlacesState).write('Dear')
    await tab.state(PlacesState).paint('dark')
    await tab.load('/places?page=2')
    tab.assertState(PlacesState, { theme: 'dark', page: 2 })
    await tab.waitFor(() => tab.state(PlacesState).draft === 'Dear')
    tab.assertState(PlacesState, { density: 'compact' })
  })

  test('keeps its address through a lost connection, and what was not acknowledged', async ({
    assert,
  }) => {
    const tab = await connect('/places')
    tab.network.drop('in', { where: (frame) => 'u' in frame, times: 2 })
    const { turn, order, seen } = tab.state(PlacesState)
    // The last answer shows that two are missing, and the client comes again
    const [, , found] = await Promise.all([turn(3), order('price'), seen()])
    assert.deepEqual(found, { query: { page: '3', sort: 'price' } })
    tab.assertUrl('/places?page=3&sort=price')
    assert.equal(tab.state(PlacesState).loaded, 'light 1 name ')
    assert.lengthOf(tab.documents, 1)
  })

  test('follows each step of an event', async ({ assert }) => {
    const tab = await connect('/places')
    const urls = new Set<string>()
    const torn = tab.state(PlacesState).leaf()
    await tab.waitFor(() => urls.add(tab.url).size > 0 && tab.url === '/places?page=3')
    await assert.rejects(() => torn)
    tab.assertUrl('/places?page=3')
  })
})
