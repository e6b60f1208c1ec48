import { randomUUID } from 'node:crypto'
import mail from '@adonisjs/mail/services/main'
import testUtils from '@adonisjs/core/services/test_utils'
import limiter from '@adonisjs/limiter/services/main'
import { test } from '@japa/runner'
import { visit } from 'reflex-adonis/plugins/japa'
import User from '#models/user'
import ForgotPasswordState from '#states/auth/forgot_password_state'
import LoginState from '#states/auth/login_state'
import RegisterState from '#states/auth/register_state'
import ResetPasswordState from '#states/auth/reset_password_state'
import ShopState from '#states/shop_state'

const password = 'a password of some length'

async function makeUser() {
  const email = `${randomUUID()}@example.com`
  return User.create({ email, password, fullName: 'Ada' })
}

test.group('Accounts', (group) => {
  group.each.setup(() => testUtils.db().wrapInGlobalTransaction())
  group.each.setup(() => limiter.clear())
  group.each.setup(() => {
    mail.fake()
    return () => mail.restore()
  })

  test('let their users in and out', async ({ assert }) => {
    const user = await makeUser()
    const page = await visit('/login')
    await page.submit(LoginState, 'login', { email: user.email, password: 'wrong' })
    page.assertErrors(LoginState, ['email'])
    await page.submit(LoginState, 'login', { email: user.email, password })
    page.assertNoErrors(LoginState)

    const settings = await page.openTab('/settings/profile')
    assert.equal(settings.url, '/settings/profile')
    await settings.state(ShopState).signOut()
    const guest = await page.openTab('/settings/profile')
    assert.notEqual(guest.url, '/settings/profile')
  })

  test('answer the same whether or not an address is taken', async ({ assert }) => {
    const user = await makeUser()
    for (const email of [user.email, `${randomUUID()}@example.com`]) {
      const page = await visit('/register')
      await page.submit(RegisterState, 'register', {
        email,
        password,
        fullName: 'Ada',
        passwordConfirmation: password,
      })
      page.assertNoErrors(RegisterState)
      page.assertRedirectsTo('/login')
    }
    const same = await User.query().where('email', user.email)
    assert.lengthOf(same, 1)
  })

  test('get a new password by mail', async ({ assert }) => {
    const user = await makeUser()
    const mails = mail.fake()
    const forgot = await visit('/forgot-password')
    await forgot.submit(ForgotPasswordState, 'send', { email: user.email })
    const [message] = mails.messages.queued()
    const {
      message: { text },
    } = message.toJSON()
    const token = new URL(/https?:\S+/.exec(String(text))![0]).searchParams.get('token')!

    const chosen = 'another password of some length'
    const fields = { token, password: chosen, passwordConfirmation: chosen }
    const reset = await visit(`/reset-password?token=${token}`)
    await reset.submit(ResetPasswordState, 'choose', fields)
    reset.assertNoErrors(ResetPasswordState)
    await user.refresh()
    assert.isTrue(await user.verifyPassword(chosen))

    const again = await visit(`/reset-password?token=${token}`)
    await again.submit(ResetPasswordState, 'choose', fields)
    again.assertErrors(ResetPasswordState, ['form'])
  })
})
