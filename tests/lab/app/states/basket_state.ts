/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'

/** What all tabs of a browser session have in common. */
export default class BasketState extends AppState {
  static override scope = 'session' as const

  @rx.var() items: string[] = []

  @rx.event() put(item: string) {
    this.items.push(item)
  }

  @rx.event() async signIn(id: number) {
    await this.auth.use('web').login((await import('#services/users')).findUser(id)!)
  }

  @rx.event() async signOut() {
    await this.auth.use('web').logout()
  }
}
