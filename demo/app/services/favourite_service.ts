import type { HttpContext } from '@adonisjs/core/http'
import Favourite from '#models/favourite'
import type User from '#models/user'

const KEY = 'favourites'

/**
 * Favourite products: of a customer in the database, of a guest in the session.
 */
export default class FavouriteService {
  constructor(
    private session: HttpContext['session'],
    private user: User | undefined
  ) {}

  async ids(): Promise<Set<number>> {
    if (!this.user) return new Set(this.#guestIds())
    const favourites = await Favourite.query().where('userId', this.user.id)
    return new Set(favourites.map((favourite) => favourite.productId))
  }

  async set(productId: number, favourite: boolean) {
    if (!this.user) {
      const others = this.#guestIds().filter((id) => id !== productId)
      this.session.put(KEY, favourite ? [...others, productId] : others)
      return
    }
    const key = { userId: this.user.id, productId }
    if (favourite) await Favourite.firstOrCreate(key)
    else await Favourite.query().where(key).delete()
  }

  #guestIds(): number[] {
    return this.session.get(KEY, [])
  }
}
