/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import reflex from 'reflex-adonis/services/main'
import type { UpdateFrame } from 'reflex-adonis/types'
import ClubState, { struckOff } from '#states/club_state'
import { BrowserSession } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'
import { until } from '../../helpers/shown.ts'

test.group('Rights in a room', (group) => {
  const browsers: BrowserSession[] = []
  let club: string

  group.each.setup(() => {
    club = randomUUID()
    struckOff.clear()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  async function join(name: string) {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.fetch(`/api/session/join/${name}`)
    return browser
  }

  async function open(browser: BrowserSession, path = `/club/${club}`) {
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  /** The tab once more, by a client that does not go away when it is told to. */
  async function again(browser: BrowserSession, tab: SocketTab) {
    const { token } = tab.boot
    const back = await browser.connect({ ...tab.boot, token })
    const welcome = await back.hello({ n: Number.MAX_SAFE_INTEGER })
    return { back, welcome }
  }

  /**
   * Why an event fails that the server reads before it closes the socket, a moment after the end of the
   * session. Undefined where it has come too late, as on a busy machine.
   */
  async function failedInTime(tab: SocketTab, closed: Promise<number>) {
    const failure = tab.failure('ClubState', 'say', 'still here')
    failure.catch(() => {})
    const error = await Promise.race([failure, closed])
    return typeof error === 'number' ? undefined : error
  }

  function hears(tab: SocketTab, text: string): boolean {
    return tab.frames.some((frame) => JSON.stringify(frame).includes(text))
  }

  test('a session that comes to its end over HTTP takes its tabs out of the room', async ({
    assert,
  }) => {
    const other = await open(await join('grace'))
    let ada
    let tab
    let error
    do {
      ada = await join('ada')
      tab = await open(ada)
      await until(other, 'ClubState', ({ present }) => present === 2)
      const closed = tab.closed()
      await ada.fetch('/api/session/destroy')
      error = await failedInTime(tab, closed)
      assert.equal(await closed, 4410)
    } while (!error)
    assert.equal(error.code, 'E_CLUB')
    const { back, welcome } = await again(ada, tab)
    assert.deepEqual(welcome.actions, [{ type: 'redirect', url: `/club/${club}`, reload: true }])
    assert.equal((await back.failure('ClubState', 'say', 'no')).code, 'E_PAGE_WITHDRAWN')
    assert.equal((await back.failure('NoteState', 'publish', 'no')).code, 'E_PAGE_WITHDRAWN')
    await other.call('ClubState', 'say', 'for members')
    await until(other, 'ClubState', ({ lines }) => String(lines) === 'for members')
    await until(other, 'ClubState', ({ present }) => present === 1)
    await assert.rejects(() => ada.load(`/club/${club}`))
    assert.isFalse(hears(back, 'for members'))
    assert.isFalse(hears(tab, 'for members'))
  })

  test('a session that an event ends takes the tab and its siblings out of the room', async ({
    assert,
  }) => {
    const other = await open(await join('grace'))
    const ada = await join('ada')
    const tab = await open(ada)
    const sibling = await open(ada)
    await until(other, 'ClubState', ({ present }) => present === 3)
    const closed = sibling.closed()
    const reload = tab.next((frame) => frame.t === undefined && frame.id === undefined)
    await tab.call('ClubState', 'resign')
    const { a } = (await reload) as UpdateFrame
    assert.deepEqual(a, [{ type: 'redirect', url: `/club/${club}`, reload: true }])
    assert.equal(await closed, 4410)
    await until(other, 'ClubState', ({ present }) => present === 1)
    await other.call('ClubState', 'say', 'for members')
    const { back } = await again(ada, sibling)
    for (const gone of [tab, back]) {
      assert.equal((await gone.failure('ClubState', 'say', 'no')).code, 'E_PAGE_WITHDRAWN')
      assert.isFalse(hears(gone, 'for members'))
    }
    assert.isFalse(hears(sibling, 'for members'))
  })

  test('who has signed out and is kept out by the guard has no page, until one lets them in', async ({
    assert,
  }) => {
    const browser = new BrowserSession()
    browsers.push(browser)
    await browser.signIn(1)
    const staff = new BrowserSession()
    browsers.push(staff)
    await staff.signIn(2)
    const [tab, other] = [await open(browser, '/rooms/staff'), await open(staff, '/rooms/staff')]
    const closed = tab.closed()
    await browser.fetch('/sign-out', { method: 'POST' })
    assert.equal(await closed, 4410)
    const { back, welcome } = await again(browser, tab)
    assert.deepEqual(welcome.actions, [{ type: 'redirect', url: '/rooms/staff', reload: true }])
    assert.equal((await back.failure('RoomState', 'increment')).code, 'E_PAGE_WITHDRAWN')
    await other.call('RoomState', 'say', { text: `secret of ${club}` })
    await until(other, 'RoomState', ({ notes }) => String(notes).includes(club))
    assert.equal((await back.failure('NoteState', 'publish', 'no')).code, 'E_PAGE_WITHDRAWN')
    assert.isFalse(hears(back, `secret of ${club}`))
    const answer = await back.navigate(`/rooms/${club}`)
    assert.equal(answer.p?.url, `/rooms/${club}`)
    assert.equal(await back.value('RoomState', 'increment'), 1)
  })

  test('a right that was taken away is missed by the next event, which has the page go', async ({
    assert,
  }) => {
    const [ada, grace] = [await join('ada'), await join('grace')]
    const [tab, other] = [await open(ada), await open(grace)]
    await until(other, 'ClubState', ({ present }) => present === 2)
    struckOff.add('ada')
    const reload = tab.next((frame) => frame.t === undefined && frame.a !== undefined)
    assert.equal((await tab.failure('ClubState', 'say', 'no')).code, 'E_CLUB')
    const { a } = (await reload) as UpdateFrame
    assert.deepEqual(a, [{ type: 'redirect', url: `/club/${club}`, reload: true }])
    await until(other, 'ClubState', ({ present }) => present === 1)
    await other.call('ClubState', 'say', 'for members')
    assert.equal((await tab.failure('NoteState', 'publish', 'no')).code, 'E_PAGE_WITHDRAWN')
    assert.isFalse(hears(tab, 'for members'))
  })

  test('a right that is taken away ends with `leave`, and others stay', async ({ assert }) => {
    const [ada, grace] = [await join('ada'), await join('grace')]
    const [tab, other] = [await open(ada), await open(grace)]
    await until(other, 'ClubState', ({ present }) => present === 2)
    struckOff.add('ada')
    reflex.leave(ClubState, club, { member: 'somebody else' })
    reflex.leave(ClubState, club, { user: 1 })
    reflex.leave(ClubState, 'another')
    assert.isDefined((await other.call('ClubState', 'say', 'first')).d)
    const closed = [tab.closed(), other.closed()]
    reflex.leave(ClubState, club)
    assert.deepEqual(await Promise.all(closed), [4410, 4410])
    const { back } = await again(ada, tab)
    assert.equal((await back.failure('ClubState', 'say', 'no')).code, 'E_PAGE_WITHDRAWN')
    const { back: stays } = await again(grace, other)
    await stays.call('ClubState', 'say', 'second')
    await until(stays, 'ClubState', ({ present }) => present === 1)
    assert.isFalse(hears(back, 'second'))
  })

  test('who comes back to a room after a while is asked for the right to be there', async ({
    assert,
  }) => {
    const [ada, grace] = [await join('ada'), await join('grace')]
    const [tab, other] = [await open(ada), await open(grace)]
    await until(other, 'ClubState', ({ present }) => present === 2)
    tab.close()
    await until(other, 'ClubState', ({ present }) => present === 1)
    struckOff.add('ada')
    const { back, welcome } = await again(ada, tab)
    assert.isUndefined(welcome.snapshot)
    assert.equal((await back.failure('ClubState', 'say', 'no')).code, 'E_PAGE_WITHDRAWN')
  })
})
