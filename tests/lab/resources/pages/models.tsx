/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ModelState from '#states/model_state'

export default page({ route: '/models' }, () => {
  const { rows } = useReflex(ModelState)
  return (
    <ul>
      {rows.map(({ id, name, createdAt }) => (
        <li key={id}>
          {name} {createdAt}
        </li>
      ))}
    </ul>
  )
})
