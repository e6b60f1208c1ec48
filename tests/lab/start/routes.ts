/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Readable } from 'node:stream'
import { Exception } from '@adonisjs/core/exceptions'
import { HttpRequest } from '@adonisjs/core/http'
import app from '@adonisjs/core/services/app'
import { HealthChecks } from '@adonisjs/core/health'
import router from '@adonisjs/core/services/router'
import { recentLogin, ReflexCheck } from 'reflex-adonis'
import reflex from 'reflex-adonis/services/main'
import { cards } from '#services/cards'
import { REPORT } from '#services/files'
import { gates } from '#services/gates'
import { Journal, journal } from '#services/journal'
import { observe } from '#services/observe'
import { provider } from '#services/provider'
import { findUser } from '#services/users'
import Account from '#models/account'
import Item from '#models/item'
import ItemTransformer from '#transformers/item_transformer'
import { middleware } from '#start/kernel'
import { profileValidator } from '#validators/profile'

app.container.singleton(Journal, () => journal)

reflex.mount({ middleware })
reflex.auth({ middleware })

/** A route that no page answers, which pages lead to, and one that none leads to. */
router.get('/reports/:id', ({ params }) => `Report ${params.id}`).as('routes.report')
router.get('/hidden/:id', () => 'Hidden').as('routes.hidden')

/** A controller on a route like that of a page, to compare the two. */
router.get('/controller/:id', (ctx) => observe(ctx))
router.get('/controller/:id/cookie', ({ response }) => {
  response.cookie('signed', 'new')
  return 'Set'
})
router.get('/controller/:id/redirect', ({ response }) => {
  response.redirect().toPath('/elsewhere?x=1')
})
router.get('/controller/:id/abort', ({ response }) => response.abort('No', 409))
router.get('/controller/:id/exception', () => {
  throw new Exception('Not now', { status: 423, code: 'E_LOCKED' })
})
router.get('/flash-note', ({ session }) => {
  session.put('value', 'stored')
  session.flash('note', 'from before')
  return 'Flashed'
})
router.get('/fill-basket', (ctx) => {
  reflex.refresh('basket', { to: ctx })
  ctx.session.put('basket', 9)
  return 'Filled'
})
router.get('/sign-in', () => 'Who are you?')
router.post('/sign-in', async ({ auth, request, response, session }) => {
  const user = findUser(Number(request.input('id')))!
  await auth.use('web').login(user)
  if (session.supportsTagging()) await session.tag(String(user.id))
  return response.redirect().toIntended('/guarded')
})
/** Another guard: its users are others, with the same ids. */
router.post('/staff/sign-in', async ({ auth, request, session }) => {
  const id = Number(request.input('id'))
  await auth.use('staff').login(findUser(id) ?? (await Account.findOrFail(id)))
  await session.tag(String(id))
  return 'Welcome'
})
router.get('/staff', async ({ auth }) => {
  await auth.use('staff').check()
  return auth.use('staff').user?.fullName ?? 'nobody'
})
/** Its cookies are there before the end of its response. */
router.post('/sign-in-slowly', async ({ auth, request, response }) => {
  await auth.use('web').login(findUser(Number(request.input('id')))!)
  const body = async function* () {
    yield 'Welcome'
    await gates.pass('welcome')
  }
  response.stream(Readable.from(body()))
})
router.get('/oauth/start', (ctx) => provider.driverOf(ctx).redirect())
router.get('/oauth/callback', async (ctx) => {
  const { containerResolver, response } = ctx
  const driver = provider.driverOf(ctx)
  if (driver.accessDenied() || driver.stateMisMatch() || driver.hasError()) {
    return response.redirect('/login')
  }
  const user = await driver.user()
  const flows = await containerResolver.make('reflex.auth')
  return response.redirect(await flows.oauth.enter(ctx, user, { fullName: user.name }))
})
router.post('/sign-out', async ({ auth }) => {
  await auth.use('web').logout()
  return 'Bye'
})
router.post('/doors/closed', ({ response }) => response.serviceUnavailable('Closed'))
router.get('/confirm', () => 'Is it you?')
router.post('/confirm', async (ctx) => {
  await ctx.auth.authenticate()
  recentLogin.confirm(ctx)
  return ctx.response.redirect().toIntended('/')
})
/** Stores its session late. */
router.get('/slow-session', async ({ session }) => {
  session.put('visited', true)
  await gates.pass('session')
  return 'Stored'
})
/** Gives its session another id, late. */
router.get('/slow-session/moved', async ({ session }) => {
  await gates.pass('session')
  session.regenerate()
  return 'Moved'
})
/** Somebody has another password: all of their other sessions end. */
router.post('/password', async (ctx) => {
  const user = await ctx.auth.authenticate()
  ctx.session.regenerate()
  await ctx.session.tag(String(user.id))
  await reflex.sessions.endOf(user.id, { except: ctx })
  return 'Changed'
})
router.get('/api/session', async ({ auth, session }) => {
  await auth.check()
  const values: Record<string, unknown> = { ...session.all() }
  // Shield keeps a secret of its own there
  delete values['csrf-secret']
  return { session: values, user: auth.user?.fullName ?? null }
})
router.get('/api/cookies', ({ request }) => ({
  signed: request.cookie('signed'),
  encrypted: request.encryptedCookie('encrypted'),
  plain: request.plainCookie('plain'),
}))
router.get('/api/session/join/:name', ({ params, session }) => {
  session.put('member', params.name as string)
  return 'Welcome'
})
/** Ends a session without anybody being signed out. */
router.get('/api/session/destroy', ({ session }) => {
  session.clear()
  return 'Gone'
})
router.post('/profile', async ({ request }) => ({
  profile: await request.validateUsing(profileValidator),
}))
/** Writes a card, as a controller does. */
router.post('/cards', async ({ request }) => {
  await cards.add(Number(request.input('owner')), String(request.input('title')))
  return 'Written'
})
/** The names of the fields with files that have arrived. */
router.post('/upload', ({ request }) => Object.keys(request.allFiles()))
router.post('/upload-by-hand', async ({ request }) => {
  await request.multipart.process()
  return Object.keys(request.all())
})
router.get('/files/report.txt', () => REPORT)
router.get('/files/attached', ({ response }) => {
  response.header('content-disposition', 'attachment; filename="attached.txt"')
  return REPORT
})
if (process.env.UNGUARDED) Reflect.deleteProperty(HttpRequest.prototype, 'multipart')
router.post('/taken', () => 'The application itself')
/** What an operator asks. */
router.get('/operate/list', ({ request }) =>
  reflex.tabs.list('everyone', { limit: 2, after: request.input('after') })
)
router.get('/operate/count', () => reflex.tabs.count())
router.get('/operate/kick/:page', ({ params }) =>
  reflex.tabs.kick({ page: `/${params.page}` }, { message: 'Closed for tonight' })
)
/** A list as a controller without the package has it. */
router.get('/api/items', async ({ auth, request }) => {
  const user = await auth.authenticate()
  const { page = 1, search, sort, status } = request.qs() as Record<string, string | undefined>
  const query = Item.query().where('ownerId', user.id).whereNull('deletedAt')
  if (search) void query.whereILike('name', `%${search}%`)
  if (status) void query.where('status', status)
  if (sort) void query.orderBy('price', sort.startsWith('-') ? 'desc' : 'asc')
  const items = await query.orderBy('id').paginate(Number(page), 5)
  return {
    total: items.total,
    rows: items.all().map((item) => new ItemTransformer(item).toObject()),
  }
})
const health = new HealthChecks()
router.get('/figures', () => reflex.metrics())
router.get('/health/live', ({ response }) => response.ok('Alive'))
router.get('/health/ready', async ({ response }) => {
  const report = await health.register([new ReflexCheck(reflex)]).run()
  return report.isHealthy ? report : response.serviceUnavailable(report)
})
router.get('/not-a-page', ({ session }) => {
  session.put('controller', 'ran')
  return 'An ordinary route'
})
