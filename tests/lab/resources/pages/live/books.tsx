/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import {
  ChoiceSearch,
  ChoiceSelect,
  DataTable,
  FieldError,
  fieldProps,
  ImportDialog,
  useLiveValidation,
} from 'reflex-adonis/models/react'
import BooksState from '#states/books_state'

export default page({ route: '/live/books', title: 'Books', middleware: ['silentAuth'] }, () => {
  const books = useReflex(BooksState)
  const form = useLiveValidation(books, books.record ? books.save : books.create)
  return (
    <main>
      <h1>Books</h1>
      <DataTable
        of={books}
        columns={[
          { name: 'title', label: 'Title', sortable: true },
          { name: 'pages', label: 'Pages', sortable: true, editable: true },
          { name: 'author', label: 'Author', render: (author) => author ?? 'Nobody' },
        ]}
        actions={({ id, title }) => (
          <button aria-label={`Open ${title}`} onClick={() => books.open(id)}>
            Open
          </button>
        )}
      />
      <ImportDialog of={books} fields={{ authorId: 'Writer' }} />
      <ChoiceSearch of={books} name="authorId" label="Author" />
      <form {...form.props} key={books.record?.id} aria-label="Book">
        <label>
          Name <input {...fieldProps(form, 'title')} />
        </label>
        <FieldError of={form} name="title" />
        <label>
          Length <input {...fieldProps(form, 'pages')} />
        </label>
        <FieldError of={form} name="pages" />
        <ChoiceSelect of={form} name="authorId" label="Writer" />
        <FieldError of={form} name="authorId" />
        <ChoiceSelect of={form} name="topics" label="Topics" />
        <FieldError of={form} name="topics" />
        <button>Save</button>
        <output>Changed: {form.dirty.join(', ')}</output>
      </form>
    </main>
  )
})
