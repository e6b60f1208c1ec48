/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
 * Door to the flows of accounts. It needs Lucid and VineJS, so only the entry point `reflex-adonis/auth` leads here.
 */

export { defineAuth } from './define_auth.ts'
export { AuthFlows } from './services/auth_flows.ts'
export { AppearanceForm, LogoutForm, ProfileForm } from './states/account_forms.ts'
export { ChallengeForm, ForgotForm, LoginForm, RegisterForm } from './states/guest_forms.ts'
export { ConfirmEmailForm, ResetForm, UndoEmailForm, VerifyForm } from './states/link_forms.ts'
export { PasskeyLoginForm, PasskeysForm } from './states/passkey_forms.ts'
export { SecurityForm, SessionsForm } from './states/security_forms.ts'
export { withAuthForms } from './states/with_auth_forms.ts'
export type { AuthForms } from './states/with_auth_forms.ts'
export type {
  AuthColumns,
  AuthConfig,
  AuthDestinations,
  AuthFeature,
  AuthPaths,
  FlowLimit,
  LimitedFlow,
  PasskeysConfig,
  ResolvedAuthConfig,
} from './configuration.ts'
export type * from './events.ts'
export type { LoginInput } from './services/login_flow.ts'
export type { ProvidedUser } from './services/oauth_flow.ts'
export type { RegisterInput } from './services/registration_flow.ts'
export type { ListedPasskey } from './services/passkeys.ts'
export type { Enrolled } from './services/second_factor.ts'
export type { ListedSession } from './services/sessions_flow.ts'
export type { AuthUser } from './services/users.ts'
export type { TotpSetup } from './states/security_forms.ts'
export type { AuthTexts, Labels } from './texts/main.ts'
