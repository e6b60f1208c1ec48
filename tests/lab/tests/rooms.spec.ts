/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { randomUUID } from 'node:crypto'
import { test } from '@japa/runner'
import { gates } from '#services/gates'
import { BrowserSession } from '../../helpers/browser_session.ts'
import { shown, snapshotOf, until } from '../../helpers/shown.ts'

test.group('Rooms', (group) => {
  const browsers: BrowserSession[] = []
  let room: string

  group.each.setup(() => {
    room = randomUUID()
    gates.reset()
    return () => browsers.splice(0).forEach((browser) => browser.close())
  })

  function visitor() {
    const browser = new BrowserSession()
    browsers.push(browser)
    return browser
  }

  async function open(path = `/rooms/${room}`, browser = visitor()) {
    const tab = await browser.open(path)
    await tab.hello()
    return tab
  }

  test('what one visitor changes, the others in the room see, and nobody else', async ({
    assert,
  }) => {
    const [ada, grace, elsewhere] = [await open(), await open(), await open(`/rooms/${room}-2`)]
    await until(ada, 'RoomState', ({ present }) => present === 2)
    assert.equal(await ada.value('RoomState', 'increment'), 1)
    await ada.call('RoomState', 'say', { text: 'Hello' })
    const vars = await until(grace, 'RoomState', ({ notes }) => String(notes) === 'Hello')
    assert.deepInclude(vars, { count: 1, summary: '1 notes', greeting: '1 in en' })
    assert.equal(await grace.value('RoomState', 'authored', 'guest'), 1)
    assert.deepInclude(shown(elsewhere, 'RoomState'), { count: 0, notes: [] })
  })

  test('a document shows the room as it is', async ({ assert }) => {
    const tab = await open()
    await tab.call('RoomState', 'increment')
    const boot = await visitor().load(`/rooms/${room}`)
    assert.deepInclude(boot.states.RoomState.v, { count: 1, present: 1, greeting: '1 in en' })
    const html = await (await visitor().fetch(`/rooms/${room}`)).text()
    assert.include(html, '1<!-- --> by <!-- -->1')
  })

  test('fifty tabs that count at once lose nothing', async ({ assert }) => {
    const tabs = await Promise.all(Array.from({ length: 50 }, () => open()))
    await Promise.all(
      tabs.flatMap((tab) => [
        tab.call('RoomState', 'increment'),
        tab.call('RoomState', 'incrementSlowly', 5),
      ])
    )
    for (const tab of tabs) {
      const vars = await until(tab, 'RoomState', ({ count }) => count === 100)
      assert.equal(vars.present, 50)
    }
  }).timeout(120_000)

  test('a handler that fails changes nothing in the room', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    await ada.failure('RoomState', 'fail')
    assert.equal(await grace.value('RoomState', 'increment'), 1)
    assert.deepEqual(shown(grace, 'RoomState').notes, [])
  })

  test('validation errors are those of the tab', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    const answer = await ada.call('RoomState', 'say', { text: '' })
    assert.equal(answer.x?.code, 'E_VALIDATION_ERROR')
    assert.property(shown(ada, 'RoomState').errors, 'text')
    await grace.call('RoomState', 'say', { text: 'Fine' })
    await until(ada, 'RoomState', ({ notes }) => String(notes) === 'Fine')
    assert.property(shown(ada, 'RoomState').errors, 'text')
    assert.deepEqual(shown(grace, 'RoomState').errors, {})
    await ada.call('RoomState', 'say', { text: 'Better' })
    assert.deepEqual(shown(ada, 'RoomState').errors, {})
  })

  test('steps of a generator reach the own page as they come, the others at its end', async ({
    assert,
  }) => {
    const [ada, grace] = [await open(), await open()]
    await until(grace, 'RoomState', ({ present }) => present === 2)
    const before = grace.frames.length
    await ada.call('RoomState', 'climb', 3)
    assert.isAbove(ada.frames.filter((frame) => 'd' in frame).length, 3)
    await until(grace, 'RoomState', ({ notes }) => String(notes) === 'climbed')
    const frames = grace.frames.slice(before).filter((frame) => 'd' in frame)
    assert.lengthOf(frames, 1)
    assert.equal(shown(grace, 'RoomState').count, 3)
  })

  test('a page that knows its own steps already is never set back by what others did before', async ({
    assert,
  }) => {
    const [ada, grace] = [await open(), await open()]
    await until(ada, 'RoomState', ({ present }) => present === 2)
    const before = ada.frames.length
    // Told at a pace: some of these are still to be told when the generator has the room
    for (let round = 0; round < 10; round++) {
      await Promise.all([grace.call('RoomState', 'increment'), ada.call('RoomState', 'climb', 3)])
    }
    const counts = ada.frames.slice(before).flatMap((frame) => {
      const patches = 'd' in frame ? (frame.d?.RoomState ?? []) : []
      return patches.filter(([, path]) => path[0] === 'count').map((patch) => patch[2] as number)
    })
    assert.deepEqual(
      counts,
      counts.toSorted((a, b) => a - b)
    )
    await until(ada, 'RoomState', ({ count }) => count === 40)
    await until(grace, 'RoomState', ({ count }) => count === 40)
  })

  test('a state of the tab gets the room, and values go from one to the other', async ({
    assert,
  }) => {
    const [ada, grace] = [await open(), await open(`/aside/${room}`)]
    assert.equal(await grace.value('NoteState', 'publish', 'second'), 2)
    await until(ada, 'RoomState', ({ notes }) => String(notes) === 'first,second')
    await ada.call('RoomState', 'copyNote')
    assert.deepEqual(shown(ada, 'RoomState').notes, ['first', 'second', 'first'])
    assert.deepEqual(shown(ada, 'NoteState').drafts, ['first', 'copied'])
    assert.isFalse(grace.frames.some((frame) => JSON.stringify(frame).includes('RoomState')))
  })

  test('a room that comes into a change under way is the room of then', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    const late = ada.value('NoteState', 'publishLate')
    await grace.call('RoomState', 'say', { text: 'between' })
    await grace.call('RoomState', 'increment')
    gates.open('publish')
    assert.equal(await late, 11)
    const vars = await until(grace, 'RoomState', ({ count }) => count === 11)
    assert.deepEqual(vars.notes, ['between'])
    assert.deepInclude(shown(ada, 'RoomState'), { count: 11, notes: ['between'] })
  })

  test('of two handlers that get two rooms in opposite order one gives way, at once', async ({
    assert,
  }) => {
    const [ada, grace] = [await open(), await open()]
    const answers = await Promise.all([
      ada.call('RoomState', 'both', 200),
      grace.call('NoteState', 'both', 200),
    ])
    const codes = answers.map(({ x }) => x?.code)
    assert.sameMembers(codes, ['E_ROOM_BUSY', undefined])
    assert.equal(await ada.value('RoomState', 'increment'), 2)
  })

  test('reset sets the room back for all', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    await ada.call('RoomState', 'increment')
    await grace.call('RoomState', 'clear')
    const vars = await until(ada, 'RoomState', ({ count }) => count === 0)
    assert.deepInclude(vars, { present: 2, visits: [] })
  })

  test('hooks run once for each that comes and goes; a new socket is neither', async ({
    assert,
  }) => {
    const ada = await open()
    const browser = visitor()
    await browser.signIn(1)
    const grace = await open(`/rooms/${room}`, browser)
    await until(ada, 'RoomState', ({ present }) => present === 2)
    grace.close()
    const back = await browser.connect(grace.boot)
    await back.hello({ n: Number.MAX_SAFE_INTEGER })
    await back.call('RoomState', 'increment')
    back.close()
    const vars = await until(ada, 'RoomState', ({ present }) => present === 1)
    assert.deepEqual(vars.visits, ['joined guest', 'joined 1', 'left 1'])
  })

  test('who goes to another page leaves; who goes to another room is there', async ({ assert }) => {
    const [ada, grace] = [await open(), await open()]
    await until(ada, 'RoomState', ({ present }) => present === 2)
    await grace.navigate(`/rooms/${room}-2`)
    await until(ada, 'RoomState', ({ present }) => present === 1)
    assert.deepInclude(await until(grace, 'RoomState', ({ present }) => present === 1), {
      visits: ['joined guest'],
    })
    await ada.call('RoomState', 'increment')
    assert.equal(await grace.value('RoomState', 'increment'), 1)
    await grace.navigate(`/aside/${room}`)
    await ada.navigate(`/rooms/${room}-2`)
    const came = ['joined guest', 'left guest', 'joined guest']
    const vars = await until(ada, 'RoomState', ({ visits }) => String(visits) === String(came))
    assert.equal(vars.present, 1)
  })

  test('a socket that was cut catches up with the room', async ({ assert }) => {
    const browser = visitor()
    const ada = await open()
    const grace = await browser.open(`/rooms/${room}`)
    const { token } = await grace.hello()
    await until(grace, 'RoomState', ({ present }) => present === 2)
    const n = Math.max(...grace.frames.map((frame) => ('n' in frame ? frame.n : 0)))
    grace.close()
    await ada.call('RoomState', 'increment')
    await ada.call('RoomState', 'say', { text: 'missed' })
    const back = await browser.connect({ ...grace.boot, token, states: statesOf(grace) })
    const welcome = await back.hello({ n })
    assert.isTrue(welcome.resumed)
    const vars = await until(back, 'RoomState', ({ count }) => count === 1)
    assert.deepEqual(vars.notes, ['missed'])
  })

  test('an event that holds the room right after a change of another tells of it once', async ({
    assert,
  }) => {
    const [ada, grace] = [await open(), await open()]
    await until(ada, 'RoomState', ({ present }) => present === 2)
    for (let round = 0; round < 20; round++) {
      // Told at a pace: the news of what grace says are still on their way
      await Promise.all([
        grace.call('RoomState', 'say', { text: `line ${round}` }),
        ada.call('RoomState', 'authored', 'guest'),
      ])
      await ada.call('RoomState', 'authored', 'guest')
    }
    const lines = Array.from({ length: 20 }, (_, round) => `line ${round}`)
    for (const tab of [ada, grace]) {
      const { notes } = await until(tab, 'RoomState', (vars) => vars.summary === '20 notes')
      assert.deepEqual(notes, lines)
    }
  })

  test('a form without script works in a room', async ({ assert }) => {
    const [ada, browser] = [await open(), visitor()]
    const html = await (await browser.fetch(`/rooms/${room}`)).text()
    const field = /name="([^"]*RoomState[^"]*)"/.exec(html)![1]
    const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? ''
    const body = new URLSearchParams({ [field]: '', _csrf: token, text: 'by form' })
    const response = await browser.fetch(`/rooms/${room}`, { method: 'POST', body })
    assert.equal(response.status, 303)
    await until(ada, 'RoomState', ({ notes }) => String(notes) === 'by form')
  })

  test('who may not name a room stays out of it', async ({ assert }) => {
    const response = await visitor().fetch('/rooms/staff')
    assert.equal(response.status, 403)
    const tab = await open()
    const answer = await tab.navigate('/rooms/staff')
    assert.equal(answer.x?.status, 403)
    assert.equal(await tab.value('RoomState', 'increment'), 1)
    const browser = visitor()
    await browser.signIn(1)
    assert.equal(await (await open('/rooms/staff', browser)).value('RoomState', 'increment'), 1)
  })

  test('a page that does not show a state neither calls its events nor hears of it', async ({
    assert,
  }) => {
    const [ada, thief] = [await open(), await open(`/aside/${room}`)]
    assert.equal((await thief.failure('RoomState', 'increment')).code, 'E_STATE_NOT_REACHABLE')
    for (const event of ['joined', 'left', 'hold', 'present']) {
      assert.equal((await ada.failure('RoomState', event)).code, 'E_EVENT_UNKNOWN')
    }
    await ada.call('RoomState', 'say', { text: 'secret' })
    await thief.call('NoteState', 'publish', 'own')
    assert.isFalse(thief.frames.some((frame) => JSON.stringify(frame).includes('secret')))
  })

  test('the report counts rooms', async ({ assert }) => {
    const { default: reflex } = await import('reflex-adonis/services/main')
    await open()
    assert.isAbove((await reflex.report()).rooms, 0)
  })
})

function statesOf(tab: Parameters<typeof shown>[0]) {
  return { ...tab.boot.states, RoomState: snapshotOf(tab, 'RoomState') }
}
