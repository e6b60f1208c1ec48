/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { build } from 'vite'
import type { Rolldown } from 'vite'
import { connect, visit } from 'reflex-adonis/plugins/japa'
import type { JsonValue, UpdateFrame } from 'reflex-adonis/types'
import { SpeechState } from '#states/speech_state'
import { openPage, visit as open } from '../../helpers/browser/main.ts'
import { BrowserSession, baseUrl } from '../../helpers/browser_session.ts'
import type { SocketTab } from '../../helpers/socket_tab.ts'

const LANGUAGE = '$language'

test.group('The language of a page', () => {
  test('has the messages that its code names, and no others', async ({ assert }) => {
    const page = await visit('/language').withLocale('de')
    await page.assertLanguage('de')
    await page.assertSee('Sprache')
    await page.assertSee('21 Artikel')
    await page.assertSee('Es kostet 1.234,50 €')

    const { m } = page.client.store.page.language!
    assert.sameMembers(
      Object.keys(m),
      'title choose note borrowed broken html items invites price due share status.open status.paid'
        .split(' ')
        .map((name) => `speech.${name}`)
    )
    assert.notInclude(JSON.stringify(page.client.store.page), 'office')

    await page.click('/language/office')
    await page.assertSee('Hallo noch einmal, Ada')
    // What a page without messages is told has not grown
    await page.click('/')
    assert.notProperty(page.client.store.page, 'language')
    assert.notInclude(page.client.store.page.states, LANGUAGE)
  })

  test('is switched without leaving the page or its state', async () => {
    const page = await visit('/language').withLocale('en')
    const speech = page.state(SpeechState)
    await speech.count()
    await page.switchTo('de')
    await page.assertLanguage('de')
    await page.assertSee('Sprache wählen')
    page.assertState(SpeechState, { counted: 1, loads: 1, language: 'de', greeting: 'Guten Tag' })
    page.assertUrl('/language')

    await page.reload()
    await page.assertLanguage('de')
    const other = await page.openTab('/language/office')
    await other.assertLanguage('de')
  })

  test('follows the locale of any request', async () => {
    const page = await visit('/language').withLocale('en')
    await page.state(SpeechState).prefer('pl')
    await page.assertLanguage('pl')
    await page.assertSee('Wybierz język')
    page.assertState(SpeechState, { loads: 1 })
  })

  test('catches up with what was chosen elsewhere while it had no connection', async () => {
    const tab = await connect('/language').withLocale('en')
    await tab.assertLanguage('en')
    const other = await tab.openTab('/language')
    tab.network.offline()
    await other.switchTo('pl')
    tab.network.online()
    await tab.waitFor(() => tab.connection === 'connected')
    await tab.state(SpeechState).count()
    await tab.assertLanguage('pl')
    await tab.assertSee('Wybierz język')
  })

  test('is where the address says, with a prefix', async () => {
    const page = await visit('/in/de/language/7?x=1').withLocale('en')
    await page.assertLanguage('de')
    await page.switchTo('pl')
    page.assertRedirectsTo('/in/pl/language/7?x=1')
    await page.follow()
    await page.assertLanguage('pl')
    page.assertUrl('/in/pl/language/7?x=1')
  })

  test('is none that the application does not have', async ({ assert }) => {
    const page = await visit('/language').withLocale('de')
    for (const locale of [
      '__proto__',
      'constructor',
      'xx',
      'DE',
      '',
      'en\u0000',
      'x'.repeat(5_000),
    ]) {
      await assert.rejects(() => page.switchTo(locale), /This language is not available/)
    }
    page.assertRefused({ status: 422, code: 'E_LANGUAGE_UNSUPPORTED' })
    const odd: JsonValue[][] = [[], [5], [null], [['de']], [{ locale: 'de' }], ['de', 'en']]
    for (const args of odd) {
      await assert.rejects(() => page.client.call(LANGUAGE, 'switchTo', args), /rgument/)
    }
    await assert.rejects(() => page.client.call(LANGUAGE, 'toString', []), /not an event/)
    await page.assertLanguage('de')

    const stranger = await visit('/')
    await assert.rejects(
      () => stranger.client.call(LANGUAGE, 'switchTo', ['de']),
      /cannot be reached/
    )
  })

  test('shows what looks like HTML as text, and a broken message as it is written', async ({
    assert,
  }) => {
    const page = await visit('/language').withLocale('de')
    const html = await page.html()
    assert.include(html, '&lt;b&gt;Fett&lt;/b&gt; &lt;i&gt;Ada&lt;/i&gt;')
    await page.assertSee('Das ist {broken')
    await page.assertSee('Only in English')
    await page.assertSee('Offen')
  })
})

const OFFICE = { 'office.greeting': 'Hallo noch einmal, {name}' }

/** The messages in what brings a page. */
const messagesIn = ({ p: page }: UpdateFrame) => page?.language?.m

test.group('The messages of a page', (group) => {
  let browser: BrowserSession
  let tab: SocketTab

  group.each.setup(async () => {
    browser = new BrowserSession()
    browser.headers = { 'accept-language': 'de' }
    tab = await browser.open('/language')
    await tab.hello()
    return () => browser.close()
  })

  test('are sent once to a tab, whichever pages name them', async ({ assert }) => {
    const { m: first } = tab.boot.page.language!
    assert.include(first, { 'speech.title': 'Sprache', 'speech.note': 'Ihre Notiz' })

    assert.deepEqual(messagesIn(await tab.navigate('/language/office')), OFFICE)
    // Its title, its switch and its field are those of the first page
    assert.deepEqual(messagesIn(await tab.navigate('/in/de/language/7')), {})
    assert.deepEqual(messagesIn(await tab.navigate('/language')), {})
    const again = await tab.navigate('/language/office')
    assert.deepEqual(messagesIn(again), {})
    assert.isBelow(JSON.stringify(again.p!.language).length, 80)

    // Those of a language that comes later
    const polish = await tab.navigate('/in/pl/language/7')
    const keys = ['speech.choose', 'speech.note', 'speech.title']
    assert.sameMembers(Object.keys(messagesIn(polish)!), keys)
    assert.deepEqual(messagesIn(await tab.navigate('/in/pl/language/8')), {})
    assert.deepEqual(messagesIn(await tab.navigate('/language/office')), {})
  })

  test('are not sent again by a switch back', async ({ assert }) => {
    const english = await tab.value<{ m: object }>(LANGUAGE, 'switchTo', 'en')
    assert.sameMembers(Object.keys(english.m), Object.keys(tab.boot.page.language!.m))
    const german = await tab.value<{ l: string; m: object }>(LANGUAGE, 'switchTo', 'de')
    assert.deepEqual([german.l, german.m], ['de', {}])
    assert.deepEqual(messagesIn(await tab.navigate('/language/office')), OFFICE)
    await tab.value(LANGUAGE, 'switchTo', 'en')
    assert.deepEqual(messagesIn(await tab.navigate('/in/en/language/7')), {})
  })

  test('are sent again to a document that has none, and when frames may be lost', async ({
    assert,
  }) => {
    await tab.navigate('/language/office')
    // A socket that goes on where the last one has ended has all of them
    const { n } = tab.frames.findLast((frame) => frame.t === undefined)!
    const next = await browser.connect({
      ...tab.boot,
      page: { ...tab.boot.page, url: '/language/office' },
    })
    assert.isTrue((await next.hello({ n, id: 1 })).resumed)
    assert.deepEqual(messagesIn(await next.navigate('/language/office')), {})

    // This one says that it has nothing
    const url = '/language/office'
    const lost = await browser.connect({ ...next.boot, page: { ...tab.boot.page, url } })
    const welcome = await lost.hello({ n: 9_999, id: 2 })
    assert.isFalse(welcome.resumed)
    assert.deepEqual(messagesIn(await lost.navigate('/language/office')), OFFICE)

    const document = await browser.open('/language/office')
    assert.deepEqual({ ...document.boot.page.language!.m }, OFFICE)
  })

  test('come when they are asked for, and again once the connection was lost', async ({
    assert,
  }) => {
    const told = tab.next((frame) => frame.t === 'feature')
    tab.send({ t: 'feature', f: 'language', m: null })
    await told
    assert.deepEqual(messagesIn(await tab.navigate('/in/de/language/7')), {})
    const { n } = tab.frames.findLast((frame) => frame.t === undefined)!
    const page = { ...tab.boot.page, url: '/in/de/language/7' }
    const next = await browser.connect({ ...tab.boot, page })
    await next.hello({ n, id: 1 })
    const { 'speech.title': title } = messagesIn(await next.navigate('/language'))!
    assert.equal(title, 'Sprache')
  })
})

/** Time zones in which the moment of the page is another day. */
const ZONES = {
  de: 'Europe/Berlin',
  en: 'America/New_York',
  ar: 'Asia/Riyadh',
  pl: 'Europe/Warsaw',
  ja: 'Asia/Tokyo',
}

test.group('The code of languages', () => {
  test('is loaded by the pages that use it alone', async ({ assert }) => {
    const pageOf = (hook: string) =>
      `import { ${hook} } from 'reflex-adonis/react'\nexport default () => ${hook}({})`
    const sources: Record<string, string> = {
      'virtual:entry': [
        `import { createApp } from 'reflex-adonis/react'`,
        `const pages = { a: () => import('virtual:plain'), b: () => import('virtual:texts') }`,
        'createApp({ pages })',
      ].join('\n'),
      'virtual:plain': pageOf('useReflex'),
      'virtual:texts': pageOf('useI18n'),
    }
    const { output } = (await build({
      configFile: false,
      logLevel: 'error',
      build: {
        write: false,
        rolldownOptions: {
          input: 'virtual:entry',
          external: (id) => /^react(-dom|-router)?(\/|$)/.test(id),
        },
      },
      plugins: [
        {
          name: 'pages',
          enforce: 'pre',
          resolveId: (id) => (Object.hasOwn(sources, id) ? id : undefined),
          load: (id) => sources[id],
        },
      ],
    })) as Rolldown.RolldownOutput
    const chunks = output.filter((file) => file.type === 'chunk')
    const withFormats = chunks.filter(({ moduleIds }) =>
      moduleIds.some((id) => id.includes('/intl-messageformat/'))
    )
    assert.deepEqual(
      withFormats.map(({ facadeModuleId }) => facadeModuleId),
      ['virtual:texts']
    )
  })
})

test.group('The language of a page in Chromium', (group) => {
  group.tap((each) => each.timeout(60_000))

  test('is the same in what a server renders and a browser, in five languages', async ({
    assert,
  }) => {
    for (const [locale, timezoneId] of Object.entries(ZONES)) {
      const page = await openPage({ baseURL: baseUrl(), locale, timezoneId })
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      const shown = () => page.locator('#formats li').allTextContents()
      await open(page, '/language')
      const moment = new Intl.DateTimeFormat(locale, {
        dateStyle: 'full',
        timeStyle: 'long',
        timeZone: timezoneId,
      }).format(new Date('2026-03-05T22:30:00.000Z'))
      await page.getByText(moment, { exact: true }).waitFor()

      // The browser has told its time zone: it is that of the next document
      const html = await (
        await page.request.get('/language', { headers: { 'accept-language': locale } })
      ).text()
      const rendered = await page.evaluate((text) => {
        const { documentElement } = new DOMParser().parseFromString(text, 'text/html')
        return [...documentElement.querySelectorAll('#formats li')].map(
          ({ textContent }) => textContent
        )
      }, html)
      assert.lengthOf(rendered, 26)
      assert.deepEqual(await shown(), rendered, locale)
      const dir = locale === 'ar' ? 'rtl' : 'ltr'
      assert.deepEqual(
        await page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]),
        [locale, dir]
      )
      assert.include(html, `<html lang="${locale}" dir="${dir}">`)
      assert.notMatch(complaints.join(), /hydrat/i)
    }
  })

  test('is switched while a form is half filled', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), locale: 'en' })
    await open(page, '/language')
    await page.getByLabel('Your note').fill('Half a sen')
    await page.getByRole('button', { name: 'Opened 0' }).click()
    await page.getByRole('button', { name: 'Counted 0' }).click()
    await page.getByRole('button', { name: 'Counted 1' }).waitFor()
    await page.evaluate(() => Object.assign(window, { same: true }))

    const switchTo = async (label: string, locale: string, title: string) => {
      await page.getByLabel(label).selectOption(locale)
      await page.getByRole('heading', { name: title }).waitFor()
    }
    await switchTo('Choose a language', 'de', 'Sprache')
    await page.getByText('Guten Tag').waitFor()
    assert.equal(await page.getByLabel('Ihre Notiz').inputValue(), 'Half a sen')
    await switchTo('Sprache wählen', 'ar', 'اللغة')
    assert.equal(await page.getByLabel('ملاحظتك').inputValue(), 'Half a sen')
    await page.getByRole('button', { name: 'Opened 1' }).waitFor()
    await page.getByRole('button', { name: 'Counted 1' }).waitFor()
    assert.equal(await page.locator('#loads').textContent(), '1')
    assert.isTrue(await page.evaluate(() => 'same' in window))
    assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl')

    // With its address, too
    await open(page, '/in/de/language/7')
    await page.getByLabel('Ihre Notiz').fill('Another')
    await page.evaluate(() => Object.assign(window, { same: true }))
    await switchTo('Sprache wählen', 'pl', 'Język')
    assert.equal(await page.getByLabel('Twoja notatka').inputValue(), 'Another')
    assert.equal(new URL(page.url()).pathname, '/in/pl/language/7')
    assert.isTrue(await page.evaluate(() => 'same' in window))
  })
})
