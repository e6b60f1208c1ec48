/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { AppState, rx } from 'reflex-adonis'
import type { Infer } from '@vinejs/vine/types'
import { profileValidator } from '#validators/profile'

/** Takes a form. */
export default class ProfileState extends AppState {
  @rx.event(profileValidator) save(profile: Infer<typeof profileValidator>) {
    return { profile }
  }

  @rx.event() say(words: string) {
    return { words }
  }
}
