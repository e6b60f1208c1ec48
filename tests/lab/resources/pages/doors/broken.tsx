/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page } from 'reflex-adonis/react'

export default page({ route: '/doors/broken', title: 'Broken' }, () => {
  throw new Error('The component has failed')
})
