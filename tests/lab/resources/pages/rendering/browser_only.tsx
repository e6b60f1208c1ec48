/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page } from 'reflex-adonis/react'

export default page({ route: '/browser-only', title: 'Browser only', ssr: false }, () => (
  <p>{window.location.pathname}</p>
))
