/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { type AppState, event } from '../../../../state/main.ts'
import type { AnyValidator } from '../../../../state/main.ts'
import { LogoutForm } from './account_forms.ts'
import { ForgotForm, LoginForm, RegisterForm } from './guest_forms.ts'
import { ResetForm } from './link_forms.ts'
import {
  emailValidator,
  emptyValidator,
  loginValidator,
  registerValidator,
  resetValidator,
} from './validators.ts'

type Input<F, K extends keyof F> = F[K] extends (input: infer I) => unknown ? I : never
type Output<F, K extends keyof F> = F[K] extends (...args: never[]) => infer O ? O : never

/** The events of `withAuthForms()`. */
export interface AuthForms {
  login(input: Input<LoginForm, 'login'>): Output<LoginForm, 'login'>
  logout(input: Input<LogoutForm, 'logout'>): Output<LogoutForm, 'logout'>
  register(input: Input<RegisterForm, 'register'>): Output<RegisterForm, 'register'>
  /** Sends a link to who has forgotten the password. */
  sendResetLink(input: Input<ForgotForm, 'send'>): Output<ForgotForm, 'send'>
  /** Sets a new password, by the token of that link. */
  choosePassword(input: Input<ResetForm, 'choose'>): Output<ResetForm, 'choose'>
}

/** Where each event comes from, and what it takes. */
const EVENTS: Record<keyof AuthForms, [form: object, name: string, validator: AnyValidator]> = {
  login: [LoginForm.prototype, 'login', loginValidator],
  logout: [LogoutForm.prototype, 'logout', emptyValidator],
  register: [RegisterForm.prototype, 'register', registerValidator],
  sendResetLink: [ForgotForm.prototype, 'send', emailValidator],
  choosePassword: [ResetForm.prototype, 'choose', resetValidator],
}

type Decorate = (target: object, name: string, descriptor: PropertyDescriptor) => void

/**
 * Gives a state of your own the events of logging in and out, registering and forgotten passwords, for forms that you
 * write by hand.
 *
 * @example
 * ```ts
 * export default class HeaderState extends withAuthForms(AppState) {
 *   @rx.var() open = false
 * }
 * ```
 */
export function withAuthForms<S extends AppState>(
  Base: abstract new () => S
): abstract new () => S & AuthForms {
  abstract class WithAuthForms extends (Base as abstract new () => AppState) {}
  for (const [name, [form, own, validator]] of Object.entries(EVENTS)) {
    const descriptor = Object.getOwnPropertyDescriptor(form, own)!
    Object.defineProperty(WithAuthForms.prototype, name, descriptor)
    const decorate = event(validator) as unknown as Decorate
    decorate(WithAuthForms.prototype, name, descriptor)
  }
  return WithAuthForms as unknown as abstract new () => S & AuthForms
}
