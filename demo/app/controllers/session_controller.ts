import type { HttpContext } from '@adonisjs/core/http'

/**
 * Logs out by an ordinary form, with what the pages of accounts use.
 */
export default class SessionController {
  async destroy(ctx: HttpContext) {
    const flows = await ctx.containerResolver.make('reflex.auth')
    await flows.login.logout(ctx)

    ctx.session.flash('success', ctx.i18n.t('site.loggedOut'))
    ctx.response.redirect('/login')
  }
}
