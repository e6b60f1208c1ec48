import type { ReactNode } from 'react'
import { NavLink } from 'reflex-adonis/react'
import { AuthPage } from './auth_page'

interface Labels {
  title: string
  profile: string
  security: string
  passkeys: string
  sessions: string
}

/** What the pages of one's own account have around them. */
export function SettingsPage({ labels, children }: { labels: Labels; children: ReactNode }) {
  return (
    <AuthPage title={labels.title}>
      <nav aria-label={labels.title} className="auth-nav">
        <NavLink to="/settings/profile">{labels.profile}</NavLink>
        <NavLink to="/settings/security">{labels.security}</NavLink>
        <NavLink to="/settings/passkeys">{labels.passkeys}</NavLink>
        <NavLink to="/settings/sessions">{labels.sessions}</NavLink>
      </nav>
      {children}
    </AuthPage>
  )
}
