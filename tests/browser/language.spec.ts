/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { test } from '@japa/runner'
import { GERMAN_LOGIN, logIn, openPage, visit } from '../helpers/browser/main.ts'
import { baseUrl } from '../helpers/browser_session.ts'

test.group('The languages of the shop', () => {
  test('are switched in its header, and stay chosen', async ({ assert }) => {
    const page = await openPage({ baseURL: baseUrl(), timezoneId: 'Europe/Berlin' })
    await visit(page, '/products')
    await page.getByText('1,000 of 1,000 products').waitFor()
    await page.getByRole('searchbox', { name: 'Search products' }).fill('lamp')
    await page.evaluate(() => Object.assign(window, { same: true }))
    await page.getByLabel('Language').selectOption('Deutsch')
    await page.getByRole('heading', { level: 1, name: 'Produkte' }).waitFor()
    const search = page.getByRole('searchbox', { name: 'Produkte suchen' })
    assert.equal(await search.inputValue(), 'lamp')
    assert.isTrue(await page.evaluate(() => 'same' in window))
    assert.equal(await page.title(), 'Produkte · Lantern Supply')

    await page.getByRole('link', { name: 'Lantern' }).click()
    await page.getByRole('heading', { level: 1, name: 'Gutes fürs Haus' }).waitFor()
    await page
      .getByRole('button', { name: /in den Warenkorb$/ })
      .first()
      .click()
    await page.getByText(/ hinzugefügt$/).waitFor()
    await page.getByRole('link', { name: 'Warenkorb, 1 Artikel' }).click()
    await page.getByRole('heading', { level: 1, name: 'Ihr Warenkorb' }).waitFor()

    // The document, too, and the texts of the server
    const html = await (await page.request.get('/guest-cart')).text()
    assert.include(html, '<html lang="de" dir="ltr">')
    assert.include(html, 'Melden Sie sich an, um zu bestellen.')
    assert.notInclude(html, 'Zehn Regale')
    await page.getByLabel('Sprache').selectOption('English')
    await page.getByRole('heading', { level: 1, name: 'Your cart' }).waitFor()
  })

  test('are chosen on the login page, and are those of the back office and of the rest', async ({
    assert,
  }) => {
    const page = await openPage({ baseURL: baseUrl(), timezoneId: 'Europe/Berlin' })
    await page.goto('/admin')
    await page.getByText('Log in first, please').waitFor()
    await page.getByLabel('Language').selectOption('Deutsch')
    await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
    assert.equal(await page.evaluate(() => document.documentElement.lang), 'de')
    await logIn(page, 'admin@example.com', GERMAN_LOGIN)
    await page.waitForURL('**/admin')
    await page.getByRole('heading', { level: 1, name: 'Verwaltung' }).waitFor()
    await page.getByRole('heading', { name: 'Bald ausverkauft' }).waitFor()

    await page.getByRole('link', { name: 'Produkte ändern' }).click()
    await page.getByText('1.000 Zeilen').waitFor()
    const nav = page.getByRole('navigation', { name: 'Verwaltung' })
    await nav.getByRole('link', { name: 'Lieferungen' }).click()
    await page.getByLabel('Lieferschein').fill('zwölf Becher')
    await page.getByRole('button', { name: 'Einbuchen' }).click()
    await page.getByText('ein Produkt, ein Semikolon und eine Zahl').waitFor()
    assert.equal(await page.title(), 'Lieferung einbuchen · Lantern Supply')

    await page.getByRole('link', { name: 'Über uns' }).click()
    await page.getByRole('heading', { level: 1, name: 'So funktioniert es' }).waitFor()
    await page.getByRole('button', { name: '1 dazu', exact: true }).click()
    await page.getByRole('button', { name: '100 dazu und scheitern' }).click()
    await page.getByText('auf halbem Weg gescheitert').waitFor()
    await page.getByLabel('Ihre Zahl').fill('101')
    await page.getByRole('button', { name: 'Raten' }).click()
    await page.getByText('Zahl darf höchstens 100 sein').waitFor()
    // What a handler has found is said in the language of the page, not of its event
    await page.getByLabel('Ihre Zahl').fill('1')
    await page.getByRole('button', { name: 'Raten' }).click()
    await page.getByText(/^1 ist (zu klein|richtig)/).waitFor()
    await page.getByLabel('Sprache').selectOption('English')
    await page.getByText(/^1 is (too low|right)/).waitFor()
    await page.getByRole('button', { name: 'Log out' }).click()
    await page.getByText('You are logged out').waitFor()
  })
})
