/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Suspense, lazy } from 'react'
import { page } from 'reflex-adonis/react'

const Late = lazy(async () => {
  await new Promise((resolve) => setTimeout(resolve, 20))
  return { default: () => <p id="late">What took its time</p> }
})

export default page({ route: '/slow', title: 'Slow' }, () => (
  <main>
    <h1>At once</h1>
    <Suspense fallback={<p id="waiting">Wait</p>}>
      <Late />
    </Suspense>
  </main>
))
