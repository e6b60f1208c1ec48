/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, usePage } from 'reflex-adonis/react'

export default page({ route: '/routes/target/:id/:part?' }, () => {
  const { params, query } = usePage('routes.target')
  return (
    <main>
      <h1>Target {params.id}</h1>
      <p>
        {params.part ?? 'no part'} {JSON.stringify(query)}
      </p>
    </main>
  )
})
