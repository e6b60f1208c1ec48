/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import type { ReactNode } from 'react'
import { useReflex } from 'reflex-adonis/react'
import AppearanceState from '#states/auth/appearance_state'
import '../../css/auth.css'

/** What all pages of accounts have around them. */
export function AuthPage({
  title,
  lead,
  children,
}: {
  title: string
  lead?: string
  children: ReactNode
}) {
  const { theme, direction, language, messages } = useReflex(AppearanceState)
  const { success, error } = messages
  return (
    <main className="auth" data-theme={theme} dir={direction} lang={language}>
      <h1>{title}</h1>
      {typeof success === 'string' && (
        <p role="status" className="auth-success">
          {success}
        </p>
      )}
      {typeof error === 'string' && (
        <p role="alert" className="auth-error">
          {error}
        </p>
      )}
      {lead && <p>{lead}</p>}
      {children}
    </main>
  )
}
