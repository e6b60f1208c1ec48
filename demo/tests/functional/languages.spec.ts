import { glob, readFile } from 'node:fs/promises'
import app from '@adonisjs/core/services/app'
import i18nManager from '@adonisjs/i18n/services/main'
import testUtils from '@adonisjs/core/services/test_utils'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import Product from '#models/product'
import User from '#models/user'
import CartState from '#states/cart_state'
import DeliveryState from '#states/delivery_state'
import OrdersState from '#states/admin/orders_state'
import LoginState from '#states/auth/login_state'
import PlaygroundState from '#states/playground_state'

const admin = () => User.findByOrFail('email', 'admin@example.com')
const shopper = () => User.findByOrFail('email', 'shopper@example.com')

/** How the keys of validation messages begin. */
const VALIDATION = 'validator.shared.messages.'

/** Messages of a language by key. */
const messagesOf = (locale: string) =>
  i18nManager.getTranslationsFor(locale) as Record<string, string>

/** Names of what a message shows. */
function paramsIn(message: string): string[] {
  const names = [...message.matchAll(/\{(\w+)(?=\}|, (?:number|plural|select|date))/g)].map(
    ([, name]) => name
  )
  return [...new Set(names)].sort()
}

/** What the code and the templates translate, by key. */
async function keysInCode(): Promise<string[]> {
  const keys = new Set<string>()
  const files = glob(['{app,resources}/**/*.{ts,tsx,edge}'], { cwd: app.makePath() })
  for await (const file of files) {
    const source = await readFile(app.makePath(file), 'utf8')
    for (const [call] of source.matchAll(/\bt\([^)]*/g)) {
      for (const [, key] of call.matchAll(/'(\w+(?:\.\w+)+)'/g)) keys.add(key)
    }
  }
  return [...keys]
}

test.group('The languages of the shop', () => {
  test('have the same messages, which show the same', ({ assert }) => {
    const english = messagesOf('en')
    const german = messagesOf('de')
    assert.isAbove(Object.keys(english).length, 200)
    // VineJS has English ones of its own
    const all = Object.keys(german).filter((key) => key in english || !key.startsWith(VALIDATION))
    assert.sameMembers(all, Object.keys(english))
    for (const [key, message] of Object.entries(english)) {
      assert.deepEqual(paramsIn(german[key]), paramsIn(message), key)
    }
  })

  test('have what the code and the templates say', async ({ assert }) => {
    const known = Object.keys(messagesOf('en'))
    const used = await keysInCode()
    assert.includeMembers(used, ['about.title', 'login.lead', 'office.deliveries.done'])
    assert.includeMembers(known, used)
  })
})

test.group('The shop in German', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())

  test('shows how it works', async ({ assert }) => {
    const page = await visit('/about').withLocale('de')
    await page.assertLanguage('de')
    await page.assertSee('So funktioniert es')
    await page.assertSee('Ein Gast')
    await page.assertSee('Europa (eu)')

    const playground = page.state(PlaygroundState)
    await playground.toast({ level: 'warning' })
    page.assertToast('Eine Warnung', 'warning')
    await assert.rejects(() => playground.failHalfWay(), /auf halbem Weg gescheitert/)
    await page.submit(PlaygroundState, 'guess', { guess: '' })
    assert.equal(playground.errors.guess, 'Bitte ausfüllen: Zahl')
  })

  test('has a back office', async ({ assert }) => {
    const page = await visit('/admin/products')
      .as(await admin())
      .withLocale('de')
    await page.assertSee('Neues Produkt')
    await page.assertSee('1.000 Zeilen')
    await page.assertSee('Preis in Cent')

    await page.click('/admin/orders/create')
    await page.assertSee('Neue Bestellung')
    await page.submit(OrdersState, 'create', { userId: '' })
    const { errors } = page.state(OrdersState)
    assert.equal(errors.userId, 'Bitte wählen Sie einen Kunden')
    assert.equal(errors.recipient, 'Bitte ausfüllen: Name')

    await page.click('/admin/deliveries')
    await page.assertSee('Lieferschein')
    await page.submit(DeliveryState, 'book', { note: 'Unicorn; 1' })
    await page.settled()
    await page.assertSee('Unbekannt: Unicorn')
    await page.assertSee('1 von 1 Zeile')
    page.assertToast('Lieferung eingebucht', 'success')
  })

  test('says in it why it refuses', async ({ assert }) => {
    const product = await Product.query().where('stock', 0).firstOrFail()
    const page = await visit('/cart')
      .as(await shopper())
      .withLocale('de')
    const add = () => page.state(CartState).add({ productId: product.id })
    await assert.rejects(add, `${product.name} ist ausverkauft`)
    const other = await Product.query().where('stock', '<', 5).where('stock', '>', 1).firstOrFail()
    const most = () => page.state(CartState).add({ productId: other.id, quantity: 9 })
    await assert.rejects(most, `Von ${other.name} sind nur noch ${other.stock} da`)

    await assert.rejects(
      async () =>
        visit('/admin/deliveries')
          .as(await shopper())
          .withLocale('de'),
      'Das ist der Verwaltung vorbehalten'
    )
  })

  test('has a login', async ({ assert }) => {
    const page = await visit('/login').withLocale('de')
    for (const text of ['Anmelden', 'Passwort', 'beide mit secret123', 'English']) {
      await page.assertSee(text)
    }
    assert.notInclude(await page.html(), 'Log in')
    await page.submit(LoginState, 'login', { email: 'admin@example.com', password: 'wrong' })
    page.assertErrors(LoginState, {
      email: 'Die Adresse oder das Passwort stimmt nicht.',
    })
  })

  test('is that of the pages of accounts as soon as it is chosen', async () => {
    const page = await visit('/login')
    await page.assertSee('Forgot your password?')
    await page.switchTo('de')
    await page.assertSee('Passwort vergessen?')

    const register = await visit('/register')
    await register.switchTo('de')
    await register.assertSee('Konto anlegen')
    const security = await visit('/settings/security').as(await shopper())
    await security.switchTo('de')
    await security.assertSee('Passwort ändern')
  })

  test('has an overview and an error page of its templates', async ({ client, assert }) => {
    const overview = await client
      .get('/admin')
      .header('accept-language', 'de')
      .loginAs(await admin())
    for (const text of ['Verwaltung', 'Bald ausverkauft', 'Abmelden', '€']) {
      overview.assertTextIncludes(text)
    }
    assert.notMatch(overview.text(), /Running low|Back office|Log out/)

    const missing = await client.get('/nowhere').header('accept-language', 'de')
    missing.assertStatus(404)
    missing.assertTextIncludes('Das haben wir nicht')
  })

  test('is chosen on a page of a template, for all pages', async ({ client }) => {
    const switched = await client
      .post('/language')
      .withCsrfToken()
      .form({ locale: 'de' })
      .redirects(0)
    switched.assertStatus(302)
    const { value } = switched.cookie('locale')!
    const login = await client.get('/login').withCookie('locale', value as string)
    login.assertTextIncludes('<html lang="de"')
    const about = await client.get('/about').withCookie('locale', value as string)
    about.assertTextIncludes('So funktioniert es')

    const refused = await client
      .post('/language')
      .withCsrfToken()
      .form({ locale: 'xx' })
      .redirects(0)
    refused.assertCookieMissing('locale')
  })
})
