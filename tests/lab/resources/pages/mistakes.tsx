/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import MistakeState from '#states/mistake_state'

export default page({ route: '/mistakes' }, () => {
  const mistakes = useReflex(MistakeState)
  return (
    <main>
      <h1>Mistakes</h1>
      <output>{mistakes.count}</output>
      <form action={mistakes.file}>
        <button>File</button>
      </form>
    </main>
  )
})
