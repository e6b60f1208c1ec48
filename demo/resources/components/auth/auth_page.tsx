import type { ReactNode } from 'react'
import { PageHeader } from '../page_header'
import '../../css/auth.css'

interface AuthPageProps {
  title: string
  lead?: string
  children: ReactNode
}

/** What all pages of accounts have around them. */
export function AuthPage({ title, lead, children }: AuthPageProps) {
  return (
    <div className="wrap narrow auth">
      <title>{`${title} · Lantern Supply`}</title>
      <PageHeader title={title}>{lead && <p>{lead}</p>}</PageHeader>
      {children}
    </div>
  )
}
