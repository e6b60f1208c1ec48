import type { ReactNode } from 'react'
import { FlashMessages } from './flash_messages'
import { SiteFooter } from './site_footer'
import { SiteHeader } from './site_header'

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <>
      <a className="skip-link" href="#main">
        Skip to content
      </a>
      <SiteHeader />
      <FlashMessages />
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <SiteFooter />
    </>
  )
}
