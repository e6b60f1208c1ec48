/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import OwnTasksState from '#states/own_tasks_state'

export default page({ route: '/live/own', middleware: ['auth'] }, () => {
  const { mine } = useReflex(OwnTasksState)
  return (
    <ul>
      {mine.map(({ id, title }) => (
        <li key={id}>{title}</li>
      ))}
    </ul>
  )
})
