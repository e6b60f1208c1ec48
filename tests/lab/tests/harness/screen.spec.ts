/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import { findUser } from '#services/users'
import { DoorsState } from '#states/doors_state'

const DOORS = { visit, connect }

test.group('What a page shows', () => {
  for (const [name, open] of Object.entries(DOORS)) {
    test(`is seen by ${name}, as it is after each event`, async ({ assert }) => {
      const page = await open('/doors')
      await page.assertSee('Doors default')
      await page.assertNotSee('noted')
      await page.state(DoorsState).note('noted & <b>')
      await page.assertSee('noted & <b>')
      assert.include(await page.html(), '<h1>Doors</h1><p>noted &amp; &lt;b&gt;</p>')
      await page.click('/doors/other')
      await page.assertSee('Other')
      await page.assertNotSee('noted')
    })

    test(`is seen by ${name} with what only some states have: fields for files, and storage`, async () => {
      const page = await open('/doors')
      await page.click('/uploads')
      await page.assertSee('Counted 0')
      await page.click('/places')
      await page.assertSee('light 1 cosy false')
    })

    test(`is found by ${name} by role, label and text`, async ({ assert }) => {
      const page = await open('/doors/forms')
      assert.equal((await page.getByRole('heading', { name: 'Forms' })).tagName, 'H1')
      assert.equal((await page.getByLabel('Name')).value, 'Ada')
      assert.equal((await page.getByText('Rename')).tagName, 'BUTTON')
      assert.lengthOf(await page.getAllByRole('option'), 2)
      await assert.rejects(
        () => page.getByRole('button', { name: 'Delete' }),
        /^The page shows no elements with Role "button" {"name":"Delete"}\. It shows: heading|h1 "Forms"/
      )
      await assert.rejects(
        () => page.getByRole('button', { name: /^Send/ }),
        /shows 2 elements with .*button "Send fast", button "Send slowly"/
      )
    })

    test(`is filled in and pressed by ${name}, with defaults and the button's value`, async ({
      assert,
    }) => {
      const page = await open('/doors/forms')
      await page.press('Send slowly')
      assert.deepEqual(page.state(DoorsState).seen, { name: 'Ada', size: 's', how: 'slow' })
      await page.fill('Name', 'Grace')
      await page.fill('Size', 'Medium')
      // Another event draws the page again, and what was entered stays
      await page.state(DoorsState).note('meanwhile')
      await page.press('Send fast')
      assert.deepEqual(page.state(DoorsState).seen, { name: 'Grace', size: 'm', how: 'fast' })
      // A form whose event has succeeded is as it was
      await page.press('Send fast')
      assert.deepEqual(page.state(DoorsState).seen, { name: 'Ada', size: 's', how: 'fast' })
      await page.assertSee('{"name":"Ada","size":"s","how":"fast"}')
    })
  }

  for (const [name, open] of Object.entries(DOORS)) {
    test(`is that of now for ${name}, however many look at it at once`, async ({ assert }) => {
      const page = await open('/doors')
      await page.getByRole('heading')
      await page.fill('Name', 'Ada')
      await page.state(DoorsState).note('noted')
      const [field, noted, heading] = await Promise.all([
        page.getByLabel('Name'),
        page.getByText('noted'),
        page.getByRole('heading', { name: 'Doors' }),
      ])
      assert.equal(field.value, 'Ada')
      assert.strictEqual(noted.ownerDocument, heading.ownerDocument)
      await page.state(DoorsState).note('again')
      await Promise.all([page.assertSee('noted, again'), page.getByText('noted, again')])
      await page.press('Order')
      assert.deepEqual(page.state(DoorsState).seen, { name: 'Ada', qty: {} })
    })

    test(`has for ${name} what a handler has asked for besides`, async () => {
      const page = await open('/doors')
      await page.state(DoorsState).ask()
      await page.assertSee('asked')
      if (name === 'connect') {
        await page.state(DoorsState).lead('/doors/other')
        await page.getByRole('heading', { name: 'Other' })
      }
    })

    test(`has forms for ${name} that stay theirs when the page is drawn again`, async ({
      assert,
    }) => {
      const page = await open('/doors/forms')
      const form = await page.form({ action: [DoorsState, 'order'] })
      form.fill({ name: 'Grace' })
      await page.state(DoorsState).note('meanwhile')
      await form.fill({ size: 'm' }).submit()
      assert.deepEqual(page.state(DoorsState).seen, { name: 'Grace', size: 'm' })
      await form.submit()
      assert.deepEqual(page.state(DoorsState).seen, { name: 'Ada', size: 's' })
    })

    test(`has forms that ${name} sends only if a browser would`, async ({ assert }) => {
      const page = await open('/doors/rules')
      const refusals: [label: string, value: string | number, says: RegExp][] = [
        ['Name', '', /: "Name" holds "" \(required\)/],
        ['Mail', 'nobody', /: "Mail" holds "nobody" \(type="email"\)/],
        ['Site', 'nowhere', /: "Site" holds "nowhere" \(type="url"\)/],
        ['Age', 0, /: "Age" holds "0" \(min="2"\)/],
        ['Age', 12, /: "Age" holds "12" \(max="10"\)/],
        ['Age', 3, /: "Age" holds "3" \(step="2"\)/],
        ['Code', 'A1', /: "Code" holds "A1" \(pattern="\[a-z\]\+"\)/],
        ['Nick', 'ab', /: "Nick" holds "ab" \(minlength="3"\)/],
      ]
      for (const [label, value, says] of refusals) {
        await page.fill(label, value)
        await assert.rejects(() => page.press('Rules'), says)
        await page.press('Anyway')
      }
      assert.lengthOf(page.state(DoorsState).trail, refusals.length)
      // Nobody has entered what is too short
      await page.press('Rules')
      await page.press('Lenient')
      assert.lengthOf(page.state(DoorsState).trail, refusals.length + 2)
      await page.fill('Name', '')
      await page.fill('Age', 3)
      await assert.rejects(
        () => page.press('Rules'),
        /"Name" holds "" \(required\), "Age" holds "3" \(step="2"\)/
      )
      await assert.rejects(() => page.fill('Nick', 'abcdef'), /it holds at most 5 characters/)
    })
  }

  test('is the same HTML in each run, whichever door it was seen through', async ({ assert }) => {
    const seen: string[] = []
    for (const open of [visit, visit, connect]) {
      const page = await open('/doors/rules').as(findUser(1))
      await page.press('Rules')
      seen.push(await page.html())
    }
    assert.include(seen[0], '<output>sent</output>')
    assert.deepEqual(seen, [seen[0], seen[0], seen[0]])
  })

  test('has forms that are filled by name', async ({ assert }) => {
    const page = await visit('/doors/forms')
    const form = await page.form({ action: [DoorsState, 'order'] })
    await form.fill({ name: 'Hedy', size: 'm' }).submit()
    assert.deepEqual(page.state(DoorsState).seen, { name: 'Hedy', size: 'm' })
    assert.throws(
      () => form.fill({ nmae: 'x' }),
      'There is no field "nmae". The fields are: name, age, code, size, how'
    )
    await assert.rejects(
      () => page.form({ action: [DoorsState, 'note'] }),
      /shows no elements with form DoorsState\.note\. It shows: form/
    )
  })

  test('refuses what no user can do', async ({ assert }) => {
    const page = await visit('/doors/forms')
    const refusals: [() => Promise<unknown>, RegExp][] = [
      [() => page.fill('Nmae', 'x'), /There is no field "Nmae"\. The fields are: "Name", "Age"/],
      [() => page.fill('Age', 3), /the field "Age" the value 3: it is disabled/],
      [() => page.fill('Code', '2'), /the value "2": it is read-only/],
      [() => page.fill('Size', 'Large'), /"Large": its choices are "Small", "Medium"/],
      [() => page.fill('Size', ['s', 'm']), /it holds one choice/],
      [() => page.fill('Name', true), /the value true: it holds a text/],
      [() => page.press('Never'), /The button "Never" is disabled/],
      [() => page.press('Rename'), /does not say what the button "Rename" does/],
      [() => page.press('Delete'), /shows no elements with Role "link"/],
    ]
    for (const [act, message] of refusals) await assert.rejects(act, message)
    assert.isNull(page.state(DoorsState).seen)
  })

  test('leads where its links and plain forms lead', async () => {
    const page = await visit('/doors')
    await page.press('Other')
    page.assertPage('resources/pages/doors/other.tsx')
    await page.click('/doors/forms')
    await page.fill('Search', 'tea')
    await page.press('Find')
    page.assertUrl('/doors?q=tea')
  })

  test('fails the test where a component throws', async ({ assert }) => {
    for (const open of [visit, connect]) {
      const page = await open('/doors/broken')
      await assert.rejects(() => page.assertSee('Doors'), 'The component has failed')
      await assert.rejects(() => page.html(), 'The component has failed')
      await assert.rejects(() => page.getByRole('heading'), 'The component has failed')
    }
  })

  test('is checked with axe-core', async ({ assert }) => {
    const page = await visit('/doors')
    await page.assertAccessible()
    await page.click('/doors/forms')
    const refused = await page.assertAccessible().catch((error: unknown) => error as Error)
    assert.match(
      (refused as Error).message,
      /accessible\n\n {2}image-alt: .*<img src="\/picture\.png">/
    )
    await page.assertAccessible({ except: ['image-alt'] })
  })
})

test.group('Where a tab has come to', () => {
  for (const [name, open] of Object.entries(DOORS)) {
    test(`is told by ${name}, whether a page or not`, async ({ assert }) => {
      const page = await open('/doors')
      page.assertPage('resources/pages/doors/start.tsx')
      page.assertTitle('Doors')
      await page.state(DoorsState).lead('https://elsewhere.example/x?y=1')
      await page.follow()
      page.assertLeftTo('https://elsewhere.example/x?y=1')
      assert.throws(() => page.state(DoorsState), /the browser has left to https:/)
      await page.load('/doors')
      await page.state(DoorsState).leadAnew('/sign-in')
      await page.follow()
      page.assertLeftTo('/sign-in')
      assert.equal(page.documents.at(-1)?.text, 'Who are you?')
    })

    test(`is what a form was answered with for ${name}`, async ({ assert }) => {
      const page = await open('/doors/forms')
      await page.press('Sign in')
      page.assertUrl('/guarded')
      await page.load('/doors/forms')
      await page.press('Sign out')
      page.assertLeftTo('/sign-out')
      assert.deepInclude(page.documents.at(-1), { status: 200, text: 'Bye' })
      await page.load('/doors/forms')
      await assert.rejects(() => page.press('Knock'), /no page at "\/doors\/closed".*503/)
      page.assertRefused({ status: 503, message: '/doors/closed' })
      assert.equal(page.documents.at(-1)?.text, 'Closed')
      await page.back()
      page.assertPage('resources/pages/doors/forms.tsx')
    })

    test(`shows nothing of the page before to ${name}`, async ({ assert }) => {
      const page = await open('/doors')
      await page.assertSee('Doors')
      await page.click('https://elsewhere.example/')
      await assert.rejects(() => page.assertSee('Doors'), /the browser has left to https:/)
      await assert.rejects(() => page.assertNotSee('Gates'), /the browser has left to https:/)
      await assert.rejects(() => page.getByRole('heading'), /the browser has left to https:/)
      assert.throws(() => page.toasts, /the browser has left to https:/)
      await page.back()
      await page.assertSee('Doors')
    })

    test(`may be nowhere for ${name}, which rejects`, async ({ assert }) => {
      await assert.rejects(async () => open('/nowhere'), /no page at "\/nowhere".*404.*\/doors/)
      const page = await open('/doors')
      await assert.rejects(() => page.click('/doors/nowhere'), /no page at "\/doors\/nowhere".*404/)
      page.assertNotFound()
      page.assertRefused({ status: 404, code: 'E_ROUTE_NOT_FOUND' })
      await page.back()
      page.assertPage('resources/pages/doors/start.tsx')
      await open('/nowhere').assertRefused({ status: 404 })
    })

    test(`goes back and forward for ${name}, and is loaded again`, async ({ assert }) => {
      const page = await open('/doors')
      await page.state(DoorsState).note('kept')
      await page.click('/doors/other')
      await page.back()
      page.assertUrl('/doors')
      await page.forward()
      page.assertUrl('/doors/other')
      await page.forward()
      page.assertUrl('/doors/other')
      await page.back()
      const { tab } = page.client
      await page.reload()
      page.assertState(DoorsState, { trail: ['kept'] })
      assert.equal(page.client.tab, tab)
    })

    test(`has files, toasts and dispatched events for ${name}`, async ({ assert }) => {
      const page = await open('/doors')
      await page.state(DoorsState).save('tea;1')
      page.assertDownloaded('stock.csv', 'tea;1')
      page.assertDownloaded('stock.csv')
      page.assertNoToast()
      page.assertNoRedirect()
      await page.state(DoorsState).ask()
      await page.settled()
      page.assertDispatched(DoorsState, 'note', 'asked')
      assert.deepEqual([...page.state(DoorsState).trail], ['asked'])
    })

    test(`begins with what ${name} is given`, async ({ assert }) => {
      const page = await open('/doors')
        .withLocalStorage({ 'DoorsState.kept': 'from before' })
        .withPlainCookies({ everywhere: 'a' })
      await page.settled()
      await page.state(DoorsState).cookies()
      assert.deepEqual(page.state(DoorsState).seen, ['everywhere'])
      assert.equal(page.state(DoorsState).kept, 'from before')
    })
  }

  test('is asserted by connect with all that visit has', async ({ assert }) => {
    const tab = await connect('/doors').withSession({ visits: 4 })
    await tab.state(DoorsState).bake()
    tab.assertCookie('everywhere', 'a')
    tab.assertNoCookie('nothing')
    tab.assertSession('visits', 4)
    tab.assertNoSession('other')
    tab.assertQueryCount(0)
    tab.assertNoMail()
    tab.assertEmitted('session:committed')
    await assert.rejects(() => tab.call(DoorsState, 'fail'), 'I am a teapot')
  })
})

test.group('The timers of a tab', () => {
  test('end with it', async ({ assert }) => {
    const before = process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length
    const page = await visit('/doors')
    void page.state(DoorsState).type.debounce(600_000)('late')
    await page.close()
    const after = process.getActiveResourcesInfo().filter((each) => each === 'Timeout').length
    assert.isAtMost(after, before)
  })
})
