/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import { DoorsState } from '#states/doors_state'

export default page({ route: '/doors/forms', title: 'Forms' }, () => {
  const doors = useReflex(DoorsState)
  return (
    <main>
      <h1>Forms</h1>
      <form action={doors.order} aria-label="Full">
        <label>
          Name <input name="name" defaultValue="Ada" />
        </label>
        <label>
          Age <input name="age" type="number" disabled />
        </label>
        <label>
          Code <input name="code" readOnly defaultValue="1" />
        </label>
        <label>
          Size{' '}
          <select name="size">
            <option value="s">Small</option>
            <option value="m">Medium</option>
          </select>
        </label>
        <button name="how" value="fast">
          Send fast
        </button>
        <button name="how" value="slow">
          Send slowly
        </button>
        <button disabled>Never</button>
      </form>
      <form action="/doors" method="get">
        <input name="q" aria-label="Search" />
        <button>Find</button>
      </form>
      <form action="/sign-in" method="post">
        <input type="hidden" name="id" value="1" />
        <button>Sign in</button>
      </form>
      <form action="/sign-out" method="post">
        <button>Sign out</button>
      </form>
      <form action="/doors/closed" method="post">
        <button>Knock</button>
      </form>
      <button onClick={doors.rename}>Rename</button>
      <img src="/picture.png" />
      <output>{JSON.stringify(doors.seen)}</output>
    </main>
  )
})
