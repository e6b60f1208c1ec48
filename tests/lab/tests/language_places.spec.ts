/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import Account from '#models/account'
import { SpeechState } from '#states/speech_state'
import { makeAccount, withAccounts } from '../../helpers/auth/accounts.ts'
import { openPage, visit as open } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'

test.group('A locale in a cookie', () => {
  test('is that of all tabs of the browser at once, but of those that have theirs elsewhere', async ({
    assert,
  }) => {
    const tab = await connect('/language').withLocale('en')
    const other = await tab.openTab('/language')
    const prefixed = await tab.openTab('/in/ar/language/7')
    const plain = await tab.openTab('/')
    const stranger = await connect('/language').withLocale('en')
    for (const each of [tab, other, stranger]) await each.assertLanguage('en')

    await tab.switchTo('de')
    await other.waitFor(() => other.state(SpeechState).language === 'de')
    await other.assertLanguage('de')
    await other.assertSee('Sprache wählen')
    other.assertState(SpeechState, { greeting: 'Guten Tag', loads: 1 })
    // Its own events have it, too
    await other.state(SpeechState).count()
    other.assertState(SpeechState, { counted: 1, language: 'de' })
    await other.click('/language/office')
    await other.assertSee('Hallo noch einmal, Ada')

    await prefixed.assertLanguage('ar')
    await plain.click('/language')
    await plain.assertLanguage('de')
    await stranger.state(SpeechState).count()
    stranger.assertState(SpeechState, { language: 'en' })

    // From one to the other, and back
    await other.switchTo('pl')
    await tab.waitFor(() => tab.state(SpeechState).language === 'pl')
    await tab.switchTo('en')
    await other.click('/language')
    await other.waitFor(() => other.state(SpeechState).language === 'en')
    assert.equal(tab.state(SpeechState).loads, 1)
  })

  test('is not that of others when it is refused', async ({ assert }) => {
    const tab = await connect('/language').withLocale('en')
    const other = await tab.openTab('/language')
    await assert.rejects(() => tab.switchTo('xx'), /not available/)
    await other.state(SpeechState).count()
    other.assertState(SpeechState, { language: 'en' })
  })

  test('is that of a tab that had no connection when it was chosen', async () => {
    const tab = await connect('/language').withLocale('en')
    const other = await tab.openTab('/language')
    other.network.offline()
    await tab.switchTo('de')
    other.network.online()
    await other.waitFor(() => other.connection === 'connected')
    await other.state(SpeechState).count()
    await other.assertLanguage('de')
  })

  test('is what the first document has, and the events after it', async ({ assert }) => {
    const browser = new BrowserSession()
    browser.headers = { 'accept-language': 'de' }
    const page = await browser.open('/language')
    assert.equal(page.boot.page.language!.l, 'de')
    await page.hello()
    await page.value('$language', 'switchTo', 'pl')
    const answer = await page.call('SpeechState', 'count')
    assert.isUndefined(answer.x)
    assert.equal((await page.navigate('/language/office')).p!.language!.l, 'pl')
    browser.close()
  })
})

test.group('A locale in the host', () => {
  test('is that of documents, events and other tabs of the host', async () => {
    const german = await connect('/language').withHeaders({ host: 'de.localhost' }).withLocale('en')
    await german.assertLanguage('de')
    await german.state(SpeechState).count()
    german.assertState(SpeechState, { language: 'de', greeting: 'Guten Tag', counted: 1 })
    const other = await german.openTab('/language/office')
    await other.assertLanguage('de')

    const english = await connect('/language').withHeaders({ host: 'localhost' }).withLocale('en')
    await english.assertLanguage('en')
  })

  test('is changed by the way to another host', async () => {
    const page = await visit('/language?x=1').withHeaders({ host: 'de.localhost' })
    await page.assertLanguage('de')
    await page.switchTo('pl')
    page.assertRedirectsTo('http://pl.localhost/language?x=1')
  })

  test('is that of each host in one browser', async ({ assert }) => {
    const { port } = new URL(baseUrl())
    const page = await openPage({ locale: 'en' })
    await open(page, `http://de.localhost:${port}/language`)
    const other = await page.context().newPage()
    await open(other, `${baseUrl()}/language`)
    const shown = () => page.evaluate(() => document.documentElement.lang)
    assert.equal(await shown(), 'de')
    await other.getByRole('heading', { name: 'Speech' }).waitFor()

    // On its host, the language stays in the cookie
    await other.getByLabel('Choose a language').selectOption('ar')
    await other.getByRole('heading', { name: 'اللغة' }).waitFor()
    await page.getByRole('button', { name: 'Counted 0' }).click()
    await page.getByRole('button', { name: 'Counted 1' }).waitFor()
    assert.equal(await shown(), 'de')

    await page.getByLabel('Sprache wählen').selectOption('pl')
    await page.waitForURL(`http://pl.localhost:${port}/language`)
    await page.getByRole('heading', { name: 'Język' }).waitFor()
    assert.equal(await shown(), 'pl')
  }).timeout(60_000)
})

test.group('A locale of the user', (group) => {
  withAccounts(group)

  test('is that of documents, events, and all their tabs at once', async ({ assert }) => {
    const ada = await makeAccount({ locale: 'de' })
    const tab = await connect('/language/account').as(ada).withLocale('en')
    const other = await tab.openTab('/language/account')
    const elsewhere = await connect('/language/account').as(ada).withLocale('ar')
    const guest = await connect('/language/account').withLocale('en')
    for (const each of [tab, other, elsewhere]) {
      await each.assertLanguage('de')
      each.assertState(SpeechState, { greeting: 'Guten Tag' })
    }
    await guest.assertLanguage('en')

    await tab.switchTo('pl')
    assert.equal((await Account.findOrFail(ada.id)).locale, 'pl')
    for (const each of [other, elsewhere]) {
      await each.waitFor(() => each.state(SpeechState).language === 'pl')
      await each.assertLanguage('pl')
      await each.assertSee('Język')
    }
    await elsewhere.state(SpeechState).count()
    elsewhere.assertState(SpeechState, { language: 'pl', counted: 1 })
    await guest.state(SpeechState).count()
    guest.assertState(SpeechState, { language: 'en' })

    const next = await visit('/language/account').as(ada).withLocale('en')
    await next.assertLanguage('pl')
  })
})

test.group('A language in all tabs of Chromium', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('is switched in one, and is that of the others, whose forms stay', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), locale: 'en' })
    await open(page, '/language')
    const other = await page.context().newPage()
    await open(other, '/language')
    await other.getByLabel('Your note').fill('Half a sen')
    await page.getByLabel('Choose a language').selectOption('de')
    await other.getByRole('heading', { name: 'Sprache' }).waitFor()
    await other.getByText('Guten Tag').waitFor()
    assert.equal(await other.getByLabel('Ihre Notiz').inputValue(), 'Half a sen')
    assert.equal(await other.evaluate(() => document.documentElement.lang), 'de')
    assert.equal(await other.locator('#loads').textContent(), '1')
  })
})
