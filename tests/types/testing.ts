/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/*
|--------------------------------------------------------------------------
| The words of visit, connect and beginEventRequest
|--------------------------------------------------------------------------
|
| Nothing here runs. `tsc` reads it, and fails where an error that is
| expected does not come.
|
*/

import type { TestContext } from '@japa/runner/core'
import { connect, visit } from '../../src/testing/japa.ts'
import type {
  ConnectedTab,
  TestEventRequest,
  VisitedPage,
  VisitorRequest,
} from '../../src/testing/japa.ts'

/** Names of the methods by which a request says who asks. */
type Words<T> = Exclude<
  { [K in keyof T]: T[K] extends (...args: never[]) => T ? K : never }[keyof T],
  'then' | 'catch' | 'finally'
>

/** The words of a request, by what they take. */
type Dialect<T> = {
  [K in Words<T>]: T[K] extends (...args: infer Args) => unknown ? Args : never
}

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false

type Begun = ReturnType<TestContext['beginEventRequest']>
type Visited = ReturnType<typeof visit>
type Connected = ReturnType<typeof connect>

export const same: [
  Same<Dialect<Begun>, Dialect<Visited>>,
  Same<Dialect<Begun>, Omit<Dialect<Connected>, 'at'>>,
  Same<'as' | 'withSession' | 'withLocale', Words<Begun> & ('as' | 'withSession' | 'withLocale')>,
] = [true, true, true]

/** One function for all three: each word gives the same request back. */
export function asAda<R extends VisitorRequest<unknown>>(request: R, ada: object): R {
  return request.as(ada, 'web').recently().withSession({ visits: 1 }).withLocale('de')
}

export async function opened({ beginEventRequest }: TestContext, ada: object) {
  const event: TestEventRequest = await asAda(beginEventRequest(ada, { path: '/' }), ada)
  const page: VisitedPage = await asAda(visit('/'), ada)
  const tab: ConnectedTab = await asAda(connect('/').at('http://localhost:1'), ada)
  // A promise, as it has always been
  const promise: Promise<TestEventRequest> = beginEventRequest()
  // @ts-expect-error: an event request has no address of another process
  beginEventRequest().at('http://localhost:1')
  // @ts-expect-error: headers are texts
  beginEventRequest().withHeaders({ 'x-count': 1 })
  // @ts-expect-error: a function is not kept in the storage
  beginEventRequest().withLocalStorage({ key: () => 1 })
  return [event, page, tab, promise]
}
