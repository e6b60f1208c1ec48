import { rx } from 'reflex-adonis'
import { RegisterForm } from 'reflex-adonis/auth'
import type { Infer } from '@vinejs/vine/types'
import { registerValidator } from '#validators/account'

export default class RegisterState extends RegisterForm {
  @rx.event(registerValidator) override register(input: Infer<typeof registerValidator>) {
    return super.register(input)
  }
}
