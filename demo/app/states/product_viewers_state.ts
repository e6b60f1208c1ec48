import type { HttpContext } from '@adonisjs/core/http'
import { rx, State } from 'reflex-adonis'

/**
 * Who looks at a product: a room for each of them.
 */
export default class ProductViewersState extends State {
  static override scope = 'shared' as const

  static override room({ params }: HttpContext) {
    return Number(params.id)
  }

  @rx.var() visits = 0

  $joined() {
    this.visits++
  }
}
