/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import {
  DataTable,
  FieldError,
  fieldProps,
  selectProps,
  useLiveValidation,
} from 'reflex-adonis/models/react'
import ItemsState from '#states/items_state'

export default page(
  { route: '/live/table', title: 'Table of items', middleware: ['silentAuth'] },
  () => {
    const items = useReflex(ItemsState)
    const form = useLiveValidation(items, items.create)
    return (
      <main>
        <h1>Items</h1>
        <DataTable
          of={items}
          columns={[
            { name: 'name', label: 'Name', sortable: true },
            { name: 'price', label: 'Price', sortable: true, editable: true },
            {
              name: 'status',
              label: 'Status',
              editable: true,
              render: (status) => <em>{status === 'sold' ? 'Sold out' : 'A draft'}</em>,
            },
          ]}
          actions={({ id, name }) => (
            <button aria-label={`Open ${name}`} onClick={() => items.open(id)}>
              Open
            </button>
          )}
        />
        <form {...form.props} aria-label="New item">
          <label>
            Title <input {...fieldProps(form, 'name')} />
          </label>
          <FieldError of={form} name="name" />
          <label>
            Cost <input {...fieldProps(form, 'price')} />
          </label>
          <FieldError of={form} name="price" />
          <label>
            Kind
            <select {...selectProps(form, 'status')}>
              {items.fields.status.choices?.map((choice) => (
                <option key={choice}>{choice}</option>
              ))}
            </select>
          </label>
          <button>Create</button>
          <output>Changed: {form.dirty.join(', ')}</output>
        </form>
      </main>
    )
  }
)
