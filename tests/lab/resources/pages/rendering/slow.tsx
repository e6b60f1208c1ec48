/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { Suspense, use } from 'react'
import { page, usePage } from 'reflex-adonis/react'

const answers = new Map<string, Promise<string>>()

/** What takes its time, once for each address. */
function answerFor(url: string): Promise<string> {
  let answer = answers.get(url)
  if (!answer) {
    answer = new Promise((resolve) => setTimeout(() => resolve(`The answer for ${url}`), 20))
    answers.set(url, answer)
  }
  return answer
}

function Late() {
  return <p id="late">{use(answerFor(usePage().url))}</p>
}

export default page({ route: '/slow', title: 'Slow' }, () => (
  <main>
    <h1>At once</h1>
    <Suspense fallback={<p id="waiting">Wait</p>}>
      <Late />
    </Suspense>
  </main>
))
