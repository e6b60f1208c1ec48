/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page } from 'reflex-adonis/react'

export default page({ route: '/parts/failing', title: 'Failing', ssr: false }, () => {
  throw new Error('This page cannot be drawn')
})
