import { rx } from 'reflex-adonis'
import { ProfileForm } from 'reflex-adonis/auth'
import type { Infer } from '@vinejs/vine/types'
import { profileValidator } from '#validators/account'

export default class AccountState extends ProfileForm {
  @rx.event(profileValidator) override save(input: Infer<typeof profileValidator>) {
    return super.save(input)
  }
}
