import type { HttpContext } from '@adonisjs/core/http'
import type { NextFn } from '@adonisjs/core/types/http'
import { Exception } from '@adonisjs/core/exceptions'

/**
 * Lets administrators through only. It comes after `auth`.
 */
export default class AdminMiddleware {
  async handle({ auth, i18n }: HttpContext, next: NextFn) {
    if (!auth.getUserOrFail().isAdmin) {
      throw new Exception(i18n.t('errors.E_FORBIDDEN'), { status: 403, code: 'E_FORBIDDEN' })
    }
    return next()
  }
}
