/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Link, page, useI18n } from 'reflex-adonis/react'

/** A page without a state of its own. */
export default page({ route: '/language/office' }, () => {
  const { t, switchTo } = useI18n()
  return (
    <main>
      <h1>{t('office.greeting', { name: 'Ada' })}</h1>
      <button type="button" onClick={() => void switchTo('de')}>
        Deutsch
      </button>
      <Link to="/language">Speech</Link>
    </main>
  )
})
