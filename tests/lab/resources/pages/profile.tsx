/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ProfileState from '#states/profile_state'

export default page({ route: '/profile' }, () => {
  const profile = useReflex(ProfileState)
  return (
    <form action={profile.save}>
      <input name="name" />
      <input name="motto" />
    </form>
  )
})
