/*
 * reflex-adonis
 *
 * (c) The reflex-adonis contributors
 */

/** What makes a row of the differential table come out differently, as it did before it was repaired. */
export interface Mutation {
  /** The row, by what it says. */
  row: string
  /** The door whose test has to fail. */
  door: 'beginEventRequest' | 'visit' | 'connect'
  /** Source file, from the folder of the package. */
  file: string
  /** Text of the file that is there once. */
  repaired: string
  /** What is in its place. */
  broken: string
}

/** A form of `visit` and `connect` is sent by code of their own, and not by the client. */
const ownForm = {
  door: 'visit',
  file: 'src/testing/screen/drawn_tab.ts',
  repaired: 'const { state, event, key, fields } = effect',
  broken: `const { state, event, key, fields } = effect
      await this.client.call(state, event, [Object.fromEntries(fields)] as never)
      if (fields) return`,
} as const

/** An address is resolved against another one than the page's. */
const otherBase = {
  door: 'visit',
  file: 'src/client/actions.ts',
  repaired: 'const target = new URL(url, this.#environment.location.href)',
  broken: "const target = new URL(url, new URL('/links/', this.#environment.location.href))",
} as const

/** One or more for each row. `npm run mutations` applies each of them, and sees the row's test fail. */
export const MUTATIONS: readonly Mutation[] = [
  { row: 'leaves empty fields of a form out', ...ownForm },
  { row: 'trims the fields of a form', ...ownForm },
  { row: 'sends a checkbox that is on, and names with numbers as keys', ...ownForm },
  { row: 'leaves a checkbox that is off out', ...ownForm },
  {
    row: 'refuses a file in the form of an event',
    door: 'visit',
    file: 'src/testing/tab/test_tab.ts',
    repaired: 'this.client.events.caller(id, event)(form)',
    broken: 'this.client.call(id, event, [Object.fromEntries(form)] as never)',
  },
  {
    row: 'shows who is signed in, the language and what was flashed before',
    door: 'beginEventRequest',
    file: 'src/testing/test_event_request.ts',
    repaired: 'return requestSnapshot(',
    broken: 'return void requestSnapshot(',
  },
  {
    row: 'shows its texts in the language that an event has chosen',
    door: 'visit',
    file: 'src/testing/screen/drawn_tab.ts',
    repaired: 'language?.changed()',
    broken: '',
  },
  {
    row: 'shows who is signed in after a login',
    door: 'beginEventRequest',
    file: 'src/testing/request_snapshot.ts',
    repaired: 'if (guard?.user) signInAs(guard, guard.user)',
    broken: '',
  },
  {
    row: 'shows the shared data, and what an event has refreshed',
    door: 'visit',
    file: 'src/features/shared_data/shared_load.ts',
    repaired: 'const keys = this.#keys.filter((key) => asked?.has(key) || this.#part.isDue(key))',
    broken: 'const keys: string[] = []',
  },
  {
    row: 'leaves the application for an address where nothing is',
    door: 'visit',
    file: 'src/testing/tab/tab_window.ts',
    repaired: 'else this.#left = new URL(url, this.origin)',
    broken: '',
  },
  {
    row: 'goes to another page, with its title',
    door: 'visit',
    file: 'src/testing/tab/tab_window.ts',
    repaired: '? this.#title.text : page?.title',
    broken: '? this.#title.text : undefined',
  },
  {
    row: 'follows a redirect',
    door: 'visit',
    file: 'src/testing/kernel/visited_page.ts',
    repaired: 'await this.perform(go)',
    broken: 'void go',
  },
  {
    row: 'follows a redirect to an address of its own with its origin',
    door: 'visit',
    file: 'src/client/pages.ts',
    repaired: 'if (this.host) this.host.visit(url, {',
    broken: "if (this.host) this.host.visit('/links' + url, {",
  },
  { row: 'follows a redirect to a place on a page', ...otherBase },
  {
    row: 'goes where the first of two redirects of a page leads',
    door: 'visit',
    file: 'src/testing/kernel/visited_page.ts',
    repaired: "const redirect = actions.find((action) => action.type === 'redirect')",
    broken: "const redirect = actions.findLast((action) => action.type === 'redirect')",
  },
  { row: 'follows a redirect to an address that is relative', ...otherBase },
  { row: 'follows a redirect to another query string', ...otherBase },
  {
    row: 'follows a redirect that loads a page',
    door: 'visit',
    file: 'src/testing/tab/tab_window.ts',
    repaired: '} else if (this.#line.holdsRedirects) this.lead = { url, document: true }',
    broken: '} else if (this.#line.holdsRedirects) this.lead = undefined',
  },
  {
    row: 'follows a redirect to what is not a page',
    door: 'visit',
    file: 'src/testing/tab/tab_window.ts',
    repaired: 'const isAsked = origin === this.origin && pathname + search === path',
    broken: 'const isAsked = false',
  },
  {
    row: 'stays for a redirect in a new tab',
    door: 'visit',
    file: 'src/testing/tab/tab_window.ts',
    repaired: 'open: (to) => void this.opened.push(to)',
    broken: 'open: (to) => this.#assign(to)',
  },
  {
    row: 'sends a form only if its fields keep their rules',
    door: 'visit',
    file: 'src/testing/screen/screen.ts',
    repaired: 'if (broken.length > 0) throw new E_TEST_FORM_RULES',
    broken: 'if (broken.length < 0) throw new E_TEST_FORM_RULES',
  },
  {
    row: 'refuses the event of a page that was left',
    door: 'visit',
    file: 'src/tabs/event_runner.ts',
    repaired: 'if (!shown.page.reaches(stateId)) {',
    broken: 'if (stateId === undefined) {',
  },
  {
    row: 'sends the headers of the browser with each request',
    door: 'visit',
    file: 'src/testing/browser/test_browser.ts',
    repaired:
      "return { ...(this.#headers as Record<string, string>), ...(cookie !== '' && { cookie }) }",
    broken: "return { ...(cookie !== '' && { cookie }) }",
  },
  {
    row: 'asks for the host that its address has',
    door: 'connect',
    file: 'src/testing/connect/connected_tab.ts',
    repaired: '...this.headers, origin }',
    broken:
      "...this.headers, 'origin': new URL(this.#base).origin, 'host': new URL(this.#base).host }",
  },
  {
    row: 'refuses an event that is too large',
    door: 'visit',
    file: 'src/transport/connection.ts',
    repaired: 'if (bytes.length > frameSize) {',
    broken: 'if (bytes.length > Infinity) {',
  },
  {
    row: 'has no request in a state without a bridge',
    door: 'beginEventRequest',
    file: 'src/testing/test_event_request.ts',
    repaired: "if (bridge !== 'none') return this.#inRequest(work)",
    broken: 'if (bridge !== undefined) return this.#inRequest(work)',
  },
  {
    row: 'has the title that a handler gives it, until the next page',
    door: 'visit',
    file: 'src/testing/tab/tab_window.ts',
    repaired: 'this.#title = { page: client.store.page, text: action.title }',
    broken: 'this.#title = undefined',
  },
  {
    row: 'keeps in the storage what a second tab reads there',
    door: 'visit',
    file: 'src/testing/browser/browser_storage.ts',
    repaired: 'this.#texts = other ? other.#texts : new Map(Object.entries(texts))',
    broken: 'this.#texts = new Map(Object.entries(texts))',
  },
  {
    row: 'sends cookies to the paths that they are for, while they last',
    door: 'visit',
    file: 'src/testing/browser/cookie_store.ts',
    repaired: '.filter((cookie) => cookie.expires > now && isBelow(path, cookie.path))',
    broken: '.filter((cookie) => cookie.expires > now)',
  },
  {
    row: 'sends cookies to the paths that they are for, while they last',
    door: 'connect',
    file: 'src/testing/browser/cookie_store.ts',
    repaired: 'if (cookie.expires <= Date.now()) this.#cookies.delete(key)',
    broken:
      'if (cookie.expires <= Date.now()) this.#cookies.set(key, { ...cookie, expires: Infinity })',
  },
  {
    row: 'calls an event that a handler dispatches',
    door: 'beginEventRequest',
    file: 'src/testing/test_event_request.ts',
    repaired: 'await this.#runDispatched()',
    broken: '',
  },
  {
    row: 'goes on where an event fails that a handler has dispatched',
    door: 'beginEventRequest',
    file: 'src/testing/test_event_request.ts',
    repaired: 'await state[action.event](...action.args).catch(() => {})',
    broken: 'await state[action.event](...action.args)',
  },
  {
    row: 'rejects a call that fails, and changes nothing',
    door: 'beginEventRequest',
    file: 'src/testing/test_event_request.ts',
    repaired: 'await this.#undo()\n        const x =',
    broken: 'const x =',
  },
  {
    row: 'sends at once what waits for a pause, before it goes to another page',
    door: 'visit',
    file: 'src/client/pages.ts',
    repaired: 'this.#target.flush()',
    broken: '',
  },
  {
    row: 'shows a room that another tab has changed',
    door: 'beginEventRequest',
    file: 'src/testing/test_event_request.ts',
    repaired: 'this.#base[definition.id] === room.vars) return',
    broken: 'room.vars) return',
  },
  {
    row: 'fails where a component throws',
    door: 'visit',
    file: 'src/testing/screen/drawn_tab.ts',
    repaired: 'return renderer.renderWhole({ boot })',
    broken: "return renderer.renderWhole({ boot }).catch(() => '')",
  },
]
