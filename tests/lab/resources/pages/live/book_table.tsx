/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import { DataTable } from 'reflex-adonis/models/react'
import BookTableState, { BookShelfState } from '#states/book_table_state'

function Nothing() {
  const { term } = useReflex(BookTableState)
  return <p>No book is called {term}</p>
}

export default page({ route: '/live/book-table', middleware: ['silentAuth'] }, () => {
  const books = useReflex(BookTableState)
  const shelf = useReflex(BookShelfState)
  return (
    <main>
      <section aria-label="Changed">
        <DataTable
          of={books}
          columns={[
            { name: 'title', label: 'Title', sortable: true },
            { name: 'pages', label: 'Pages', editable: true },
            { name: 'kind', label: 'Kind', editable: true },
            { name: 'isRead', label: 'Read', editable: true },
          ]}
          bulk={<button onClick={() => books.read()}>Read them</button>}
          components={{ Empty: Nothing }}
          labels={{ yes: 'Read', no: 'Not yet' }}
        />
      </section>
      <section aria-label="Shown">
        <DataTable
          of={shelf}
          columns={[
            { name: 'title', label: 'Title', sortable: true },
            { name: 'pages', label: 'Pages', sortable: true },
          ]}
        />
      </section>
    </main>
  )
})
