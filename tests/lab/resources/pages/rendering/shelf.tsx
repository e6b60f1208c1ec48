/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, usePage, useReflex } from 'reflex-adonis/react'
import ShelfState from '#states/shelf_state'

export default page(
  { route: '/shelf/:room?', title: 'Shelf', onLoad: [ShelfState, 'load'] },
  () => {
    const shelf = useReflex(ShelfState)
    const { input } = usePage()
    return (
      <main>
        <ul>
          {shelf.labels.map((label) => (
            <li key={label} title={label}>
              {label}
            </li>
          ))}
        </ul>
        <output>{shelf.added}</output>
        <p id="flash">{String(shelf.messages.success ?? '')}</p>
        <form id="add" action={shelf.add}>
          <input name="label" defaultValue={String(input?.label ?? '')} />
          <input name="password" type="password" defaultValue={String(input?.password ?? '')} />
          <p id="error">{shelf.errors.label}</p>
          <button>Add</button>
        </form>
        <form id="full" action={shelf.full}>
          <button>Fill</button>
        </form>
        <form id="collapse" action={shelf.collapse}>
          <button>Collapse</button>
        </form>
        <form id="leave" action={shelf.leave}>
          <button>Leave</button>
        </form>
        <form id="print" action={shelf.print}>
          <button>Print</button>
        </form>
        <button id="click" onClick={() => shelf.add({ label: 'clicked' })}>
          Add by click
        </button>
      </main>
    )
  }
)
