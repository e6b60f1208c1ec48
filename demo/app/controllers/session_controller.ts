import type { HttpContext } from '@adonisjs/core/http'
import User from '#models/user'
import CartService from '#services/cart_service'
import GuestCartService from '#services/guest_cart_service'
import { loginValidator } from '#validators/session'

/**
 * Login and logout, with ordinary forms.
 */
export default class SessionController {
  async create({ view }: HttpContext) {
    return view.render('pages/auth/login')
  }

  /**
   * Logs in, takes over the guest's cart and goes to where the person was headed.
   */
  async store({ request, auth, session, response }: HttpContext) {
    const { email, password } = await request.validateUsing(loginValidator)
    const user = await User.verifyCredentials(email, password)

    await auth.use('web').login(user)
    await new CartService(user).merge(new GuestCartService(session).take())

    session.flash('success', `Good to see you, ${user.fullName}`)
    response.redirect().toIntended('/')
  }

  async destroy({ auth, session, response }: HttpContext) {
    await auth.use('web').logout()

    session.flash('success', 'You are logged out')
    response.redirect().toRoute('session.create')
  }
}
