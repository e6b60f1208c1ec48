/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useEffect } from 'react'
import { page, useI18n, useReflex } from 'reflex-adonis/react'
import { DoorsState } from '#states/doors_state'

export default page({ route: '/doors/language' }, () => {
  const doors = useReflex(DoorsState)
  const { t } = useI18n()
  useEffect(() => {
    Object.assign(window, { states: { DoorsState: doors } })
  })
  return <h1>{`${t('doors.choose')}: ${t('speech.title')}`}</h1>
})
