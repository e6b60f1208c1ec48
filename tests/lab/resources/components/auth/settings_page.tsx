/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import { NavLink, useForm, useReflex } from 'reflex-adonis/react'
import LogoutState from '#states/auth/logout_state'
import { AuthPage } from './auth_page'

interface Labels {
  title: string
  profile: string
  security: string
  passkeys: string
  sessions: string
  appearance: string
  logout: string
}

/** What the pages of one's own account have around them. */
export function SettingsPage({ labels, children }: { labels: Labels; children: ReactNode }) {
  const logout = useForm(useReflex(LogoutState).logout)
  return (
    <AuthPage title={labels.title}>
      <nav aria-label={labels.title} className="auth-nav">
        <NavLink to="/settings/profile">{labels.profile}</NavLink>
        <NavLink to="/settings/security">{labels.security}</NavLink>

        <NavLink to="/settings/passkeys">{labels.passkeys}</NavLink>

        <NavLink to="/settings/sessions">{labels.sessions}</NavLink>

        <NavLink to="/settings/appearance">{labels.appearance}</NavLink>
        <form action={logout.action}>
          <button>{labels.logout}</button>
        </form>
      </nav>
      {children}
    </AuthPage>
  )
}
