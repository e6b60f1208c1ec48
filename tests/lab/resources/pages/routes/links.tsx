/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { useState } from 'react'
import { Link, NavLink, page, urlFor, usePage, useReflex } from 'reflex-adonis/react'
import RoutesState from '#states/routes_state'

const MENU = [
  { route: 'routes.links', params: { id: 1 }, label: 'First' },
  { route: 'routes.target', params: { id: 'ä/b', part: undefined }, label: 'Odd' },
] as const

export default page({ route: '/routes/:id' }, () => {
  const { params } = usePage('routes.links')
  const state = useReflex(RoutesState)
  const [url, setUrl] = useState('')
  return (
    <main>
      <h1>Links {params.id}</h1>
      {MENU.map(({ label, ...target }) => (
        <NavLink key={label} {...target}>
          {label}
        </NavLink>
      ))}
      <Link
        route="routes.target"
        params={{ id: 7, part: 'end' }}
        qs={{ tags: ['a', 'b'], all: true }}
      >
        Target
      </Link>
      <a href={urlFor('routes.report', [3])}>Report</a>
      <button onClick={() => setUrl(urlFor('routes.target', [8]))}>Make a URL</button>
      <output>{url}</output>
      <button onClick={() => void state.leave(9)}>Leave</button>
    </main>
  )
})
