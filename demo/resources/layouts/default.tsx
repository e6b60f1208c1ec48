import type { ReactNode } from 'react'
import { useI18n } from 'reflex-adonis/react'
import { FlashMessages } from './flash_messages'
import { SiteFooter } from './site_footer'
import { SiteHeader } from './site_header'

export default function Layout({ children }: { children: ReactNode }) {
  const { t } = useI18n()
  return (
    <>
      <a className="skip-link" href="#main">
        {t('site.skip')}
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
