/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page } from 'reflex-adonis/react'

export default page({ route: '/broken', title: 'Broken' }, () => (
  // There is no window on the server
  <p id="drawn">{window.location.pathname}</p>
))
