/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, useReflex } from 'reflex-adonis/react'
import ItemsState from '#states/items_state'

export default page({ route: '/live/items', middleware: ['silentAuth'] }, () => {
  const items = useReflex(ItemsState)
  return (
    <>
      <input
        aria-label="Search"
        defaultValue={items.term}
        onChange={(event) => void items.search.debounce(50)(event.target.value)}
      />
      <button onClick={() => items.sort('price')}>Price</button>
      {items.pending > 0 && <button onClick={() => items.load()}>{items.pending} new</button>}
      <ul>
        {items.rows.map(({ id, name, price }) => (
          <li key={id}>
            {name}: {price}
            <button onClick={() => items.remove(id)}>Remove {name}</button>
          </li>
        ))}
      </ul>
      <form action={items.create}>
        <input name="name" aria-label="Name" />
        <input name="price" aria-label="Price" type="number" />
        <input type="hidden" name="status" value="draft" />
        {items.errors.name && <p role="alert">{items.errors.name}</p>}
        <button>Create</button>
      </form>
      <output>
        {items.total} items on {items.pages} pages, worth {items.worth}
      </output>
    </>
  )
})
