/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import app from '@adonisjs/core/services/app'
import router from '@adonisjs/core/services/router'
import reflex from 'reflex-adonis/services/main'
import { Journal, journal } from '#services/journal'
import { findUser } from '#services/users'
import { middleware } from '#start/kernel'

app.container.singleton(Journal, () => journal)

reflex.mount({ middleware })

router.get('/sign-in', () => 'Who are you?')
router.post('/sign-in', async ({ auth, request, response }) => {
  await auth.use('web').login(findUser(Number(request.input('id')))!)
  return response.redirect().toIntended('/guarded')
})
router.post('/sign-out', async ({ auth }) => {
  await auth.use('web').logout()
  return 'Bye'
})
router.get('/api/session', async ({ auth, session }) => {
  await auth.check()
  const values: Record<string, unknown> = { ...session.all() }
  // Shield keeps a secret of its own there
  delete values['csrf-secret']
  return { session: values, user: auth.user?.fullName ?? null }
})
router.post('/taken', () => 'The application itself')
router.get('/not-a-page', ({ session }) => {
  session.put('controller', 'ran')
  return 'An ordinary route'
})
