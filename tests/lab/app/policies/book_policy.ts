/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { BasePolicy } from '@adonisjs/bouncer'
import { HttpContext } from '@adonisjs/core/http'
import { askers } from '#services/askers'

/** Users may do everything. */
export default class BookPolicy extends BasePolicy {
  static containerInjections = { _constructor: { dependencies: [HttpContext] } }

  constructor(private ctx: HttpContext) {
    super()
  }

  viewList() {
    return true
  }

  create() {
    askers.push(this.ctx)
    return true
  }

  edit() {
    return true
  }

  delete() {
    return true
  }
}
