/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { setTimeout } from 'node:timers/promises'
import { test } from '@japa/runner'
import type { BootData } from 'reflex-adonis/types'
import reflex from 'reflex-adonis/services/main'
import { journal } from '#services/journal'
import { BrowserSession } from '../../helpers/browser_session.ts'

/** Milliseconds without a socket after which a tab has left the memory. */
const SLEEP = 300_000

/** Id of a document's tab. */
function tabOf({ token }: BootData): string {
  return token.split('.')[0]
}

test.group('A reload', (group) => {
  let browser: BrowserSession

  group.each.setup(() => {
    browser = new BrowserSession()
    journal.clear()
    return () => browser.close()
  })

  /** Loads the page of a tab again, as a browser does. */
  async function reload(path: string, id: string): Promise<BootData> {
    browser.cookies.set('reflex_tab', id)
    const boot = await browser.load(path)
    browser.cookies.delete('reflex_tab')
    return boot
  }

  test('shows the same tab with its state, and runs onLoad again', async ({ assert }) => {
    const before = await browser.open('/shelf')
    await before.hello()
    await before.call('ShelfState', 'add', { label: 'Plums' })
    const boot = await reload('/shelf', tabOf(before.boot))

    assert.equal(tabOf(boot), tabOf(before.boot))
    assert.equal(boot.states.ShelfState.v.added, 1)
    assert.deepEqual(
      journal.entries.filter((entry) => entry === 'load'),
      ['load', 'load']
    )
    const after = await browser.connect(boot)
    const welcome = await after.hello()
    assert.isTrue(welcome.resumed)
    assert.isUndefined(welcome.snapshot)
    const { d } = await after.call('ShelfState', 'clear')
    assert.deepEqual(d, { ShelfState: [[0, ['added'], 0]] })
  })

  test('waits for the event that runs, whose answer the new document does not get', async ({
    assert,
  }) => {
    const before = await browser.open('/ledger')
    await before.hello()
    await before.call('LedgerState', 'note', 1)
    before.send({ t: 'event', id: 2, s: 'LedgerState', e: 'noteSlowly', a: [2, 50] })
    before.send({ t: 'event', id: 3, s: 'LedgerState', e: 'noteSlowly', a: [3, 50] })
    // Whatever comes after these is taken up after them
    before.send({ t: 'ping' })
    await before.next(({ t }) => t === 'pong')

    const boot = await reload('/ledger', tabOf(before.boot))
    assert.equal(boot.states.LedgerState.v.last, 3)
    // The old document still says something before it goes away, if it has a socket
    const isHeard = before.socket.readyState === before.socket.OPEN
    if (isHeard) {
      before.send({ t: 'event', id: 4, s: 'LedgerState', e: 'noteSlowly', a: [4, 50] })
      before.send({ t: 'ping' })
      await before.next(({ t }) => t === 'pong')
    }

    const after = await browser.connect(boot)
    const { id } = await after.hello()
    assert.equal(id, isHeard ? 4 : 3)
    await after.call('LedgerState', 'note', 5)
    const { r } = await after.call('LedgerState', 'list')
    const entries = isHeard ? [1, 2, 3, 4, 5] : [1, 2, 3, 5]
    assert.deepEqual(r, { entries, seen: entries.length })
  })

  test('of a tab that ends meanwhile is answered, and says that the page is to be loaded again', async ({
    assert,
  }) => {
    const before = await browser.open('/ledger')
    await before.hello()
    before.send({ t: 'event', id: 1, s: 'LedgerState', e: 'noteSlowly', a: [1, 200] })
    before.send({ t: 'ping' })
    await before.next(({ t }) => t === 'pong')
    browser.cookies.set('reflex_tab', tabOf(before.boot))
    const asked = browser.fetch('/ledger', { headers: { accept: 'application/json' } })
    // The document waits for the event
    await setTimeout(50)
    await reflex.tabs.kick('everyone')
    const response = await asked
    browser.cookies.delete('reflex_tab')
    assert.equal(response.status, 503)
    assert.include(await response.text(), 'Load it again')
  })

  test('of another address begins anew', async ({ assert }) => {
    const before = await browser.open('/shelf')
    await before.hello()
    const boot = await reload('/shelf?page=2', tabOf(before.boot))
    assert.notEqual(tabOf(boot), tabOf(before.boot))
  })

  test('in another browser session does not get the tab, whoever knows its id', async ({
    assert,
  }) => {
    const victim = new BrowserSession()
    const before = await victim.open('/shelf')
    await before.hello()
    await before.call('ShelfState', 'add', { label: 'Secret' })

    await browser.load('/shelf')
    const boot = await reload('/shelf', tabOf(before.boot))
    assert.notEqual(tabOf(boot), tabOf(before.boot))
    assert.equal(boot.states.ShelfState.v.added, 0)
    // Its owner goes on as if nothing had been
    assert.isUndefined((await before.call('ShelfState', 'clear')).x)
    victim.close()
  })

  test('after a logout shows nothing of the user who was signed in', async ({ assert }) => {
    const before = await browser.open('/identity')
    await before.hello()
    const { c } = await before.call('IdentityState', 'login', 1)
    await browser.redeem(c!)
    await before.call('IdentityState', 'load')
    await before.call('IdentityState', 'write', 'a secret')
    await browser.fetch('/sign-out', { method: 'POST' })

    const boot = await reload('/identity', tabOf(before.boot))
    assert.notInclude(JSON.stringify(boot.states), 'a secret')
    assert.isFalse(boot.states.$app.v.isAuthenticated)
  })

  test('of a tab that has slept through the logout shows nothing of that user', async ({
    assert,
  }) => {
    for (const isReload of [true, false]) {
      const tab = await browser.open('/identity')
      await tab.hello()
      const { c } = await tab.call('IdentityState', 'login', 1)
      await browser.redeem(c!)
      await tab.call('IdentityState', 'load')
      await tab.call('IdentityState', 'write', 'a secret')
      tab.close()
      // It leaves the memory of the process, as one does that has been away for minutes
      const id = tabOf(tab.boot)
      const { registry } = reflex.tabs
      while (registry.find(id)?.connected) await setTimeout(5)
      registry.sweep(performance.now() + SLEEP)
      while (registry.find(id)) await setTimeout(5)
      await browser.fetch('/sign-out', { method: 'POST' })

      if (isReload) {
        const boot = await reload('/identity', id)
        assert.notInclude(JSON.stringify(boot.states), 'a secret')
      } else {
        const again = await browser.connect(tab.boot)
        const { snapshot } = await again.hello({ id: 4 })
        assert.isDefined(snapshot)
        assert.notInclude(JSON.stringify(snapshot), 'a secret')
        assert.isFalse(snapshot!.states.$app.v.isAuthenticated)
      }
    }
  })

  test('with an id that is none begins anew', async ({ assert }) => {
    for (const id of ['x', '__proto__', 'a'.repeat(4_000), '%00', '../../etc/passwd']) {
      const boot = await reload('/shelf', id)
      assert.lengthOf(tabOf(boot), 22)
    }
  })
})
