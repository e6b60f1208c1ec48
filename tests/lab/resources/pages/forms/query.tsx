/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

import { page, usePage, useReflex } from 'reflex-adonis/react'
import QueryState from '#states/query_state'

/** Fields with the names of a cart, and the query string. */
export default page({ route: '/query', title: 'Query', onLoad: [QueryState, 'look'] }, () => {
  const { seen, sent, send } = useReflex(QueryState)
  return (
    <main>
      <form action={send}>
        <input type="hidden" name="qty[17]" value="3" />
        <input type="hidden" name="qty[21]" value="4" />
        <input type="hidden" name="lines[0].count" value="5" />
        <input type="hidden" name="tags[]" value="one" />
        <input type="hidden" name="color" value="red" />
        <input type="hidden" name="color" value="blue" />
        <button>Send</button>
      </form>
      <pre id="sent">{sent}</pre>
      <pre id="seen">{seen}</pre>
      <pre id="query">{JSON.stringify(usePage().query)}</pre>
    </main>
  )
})
